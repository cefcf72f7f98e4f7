/** Holds the reasons that stand for each other, and those that only the network's moderators get, to what Ozone and the lexicons say. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { schemas } from "@atproto/api";
import { isRestricted, sameReasons } from "../../packages/bluesky/src/actions/graph/report/reportReasons.ts";
import { root } from "../workspace/listFiles.ts";

const [OLD, NEW] = ["com.atproto.moderation.defs", "tools.ozone.report.defs"];

/** What a lexicon says of each of its reasons. */
function reasonsOf(nsid: string): Map<string, string> {
  const defs = schemas.find(({ id }) => id === nsid)?.defs ?? {};
  return new Map(
    Object.entries(defs).flatMap(([name, definition]) => {
      const { type, description = "" } = Object(definition);
      return type === "token" ? [[`${nsid}#${name}`, `${description}`]] : [];
    }),
  );
}

describe("reasons of reports", () => {
  it("have the old reason that Ozone takes them for", () => {
    const { resolve } = createRequire(join(root, "packages/devnet/package.json"));
    const ozone = readFileSync(join(dirname(resolve("@atproto/ozone")), "mod-service/profile.js"), "utf8");
    const rows = [...ozone.matchAll(/'(tools\.ozone\.report\.defs#\w+)': com\.atproto\.moderation\.defs\.(R\w+)/g)];
    const theirs = new Map(rows.map(([, reason, old = ""]) => [reason, `${OLD}#r${old.slice(1)}`]));
    const reasons = [...reasonsOf(NEW).keys()];
    assert.ok(reasons.length >= 40, `${reasons.length} reasons`);
    assert.deepEqual([...theirs.keys()].sort(), reasons.sort());
    for (const reason of reasons) assert.deepEqual(sameReasons(reason), [reason, theirs.get(reason)]);
  });

  it("have the new reason that the lexicon prefers", () => {
    const old = [...reasonsOf(OLD)];
    assert.equal(old.length, 7);
    for (const [reason, description] of old) {
      // The lexicon says it of all but appeals, which have the same name there.
      const [, preferred = reason.replace(OLD, NEW)] = /`(tools\.ozone\.report\.defs#\w+)`/.exec(description) ?? [];
      assert.deepEqual(sameReasons(reason), [reason, preferred]);
    }
    assert.deepEqual(sameReasons("org.example.defs#reasonArt"), ["org.example.defs#reasonArt"]);
    assert.deepEqual(sameReasons(`${OLD}#reasonArt`), [`${OLD}#reasonArt`]);
    assert.deepEqual(sameReasons(`${NEW}#reasonArt`), [`${NEW}#reasonArt`]);
  });

  it("are for the network's moderators only where the lexicon says so", () => {
    const reasons = [...reasonsOf(OLD), ...reasonsOf(NEW)];
    const theirs = reasons.filter(([, description]) => description.includes("Moderation Authority"));
    assert.deepEqual(
      reasons.filter(([reason]) => isRestricted(reason)).map(([reason]) => reason),
      theirs.map(([reason]) => reason),
    );
    assert.equal(theirs.length, 4);
  });
});
