import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, it } from "node:test";
import { fingerprint } from "./fingerprint.mjs";

const folder = mkdtempSync(join(tmpdir(), "fingerprint-"));
after(() => rmSync(folder, { recursive: true }));

it("fingerprint changes with every change of an input, and only then", () => {
  const inputs = ["one.json", "sources", "absent"];
  const take = (): string => fingerprint(folder, inputs, (name) => !name.endsWith(".test.ts"));
  mkdirSync(join(folder, "sources", "inner"), { recursive: true });
  writeFileSync(join(folder, "one.json"), "{}");
  writeFileSync(join(folder, "sources", "inner", "a.ts"), "a");
  const seen = new Set([take()]);
  assert.equal(take(), [...seen][0]);

  const change = (what: () => void): void => {
    what();
    assert.ok(!seen.has(take()));
    seen.add(take());
  };
  change(() => writeFileSync(join(folder, "one.json"), "{ }"));
  change(() => writeFileSync(join(folder, "sources", "b.ts"), ""));
  change(() => utimesSync(join(folder, "sources", "inner", "a.ts"), 1, 1));
  change(() => rmSync(join(folder, "sources", "b.ts")));
  change(() => mkdirSync(join(folder, "absent")) ?? writeFileSync(join(folder, "absent", "c.ts"), ""));

  const before = take();
  writeFileSync(join(folder, "sources", "b.test.ts"), "");
  writeFileSync(join(folder, "other.json"), "");
  assert.equal(take(), before);
});
