import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { type Program, pascalNsid } from "bluesky-lexgen";
import { planErrors } from "../../scripts/models/emitErrors.ts";
import { enumKeys } from "../../scripts/models/enumKeys.ts";
import { planModels } from "../../scripts/models/planModels.ts";
import { compareFacts } from "./compareFacts.ts";
import { readFacts } from "./readFacts.ts";
import { readModels } from "./readModels.ts";

const facts = await readFacts();
const { program, models } = await readModels();
const names = new Set(models.map(({ scope, name }) => `${scope}.${name}`));

describe("the names of the original SDK", () => {
  it("are 340 and 208", () => {
    assert.equal(facts.operations.size, 340);
    assert.equal(facts.components.size, 208);
    assert.equal(facts.errors.size, 169);
  });

  it("have their fields, types, required marks, values and variants, but for the listed differences", async () => {
    const listed = JSON.parse(await readFile(new URL("./differences.json", import.meta.url), "utf8")) as {
      [kind: string]: { why: string; where: string[] }[];
    };
    const expected = Object.entries(listed).flatMap(([kind, list]) =>
      list.flatMap(({ where }) => where.map((place) => `${kind} ${place}`)),
    );
    assert.deepEqual(compareFacts(facts, models, program).sort(), expected.sort());
  });

  it("have the errors that each operation could end in", () => {
    const errors = new Map(planErrors(program).map(({ name, values }) => [name, values]));
    for (const [name, values] of facts.errors) {
      assert.deepEqual(
        ["InvalidRequest", "ExpiredToken", "InvalidToken", ...values].filter(
          (value) => !errors.get(name)?.includes(value),
        ),
        [],
        name,
      );
    }
  });
});

describe("the keys of an enum", () => {
  it("are the words of the values in PascalCase, with # and ! spelt out", () => {
    const values = ["takendown", "most-likes", "posts_no_replies", "JOB_STATE_FAILED", "lastReviewedAt", "!warn", "#a"];
    assert.deepEqual(
      [...enumKeys(values).keys()],
      ["Takendown", "MostLikes", "PostsNoReplies", "JobStateFailed", "LastReviewedAt", "NotWarn", "NumberA"],
    );
  });

  it("stop the generator where two are the same", () => {
    assert.throws(() => enumKeys(["a-b", "a_b"]), /"a_b" has no key of its own in \[a-b, a_b\]/);
  });
});

describe("the names of what came since", () => {
  it("follow the same rules, for every document", () => {
    const missing: string[] = [];
    const expect = (scope: string, name: string): void => {
      if (!names.has(`${scope}.${name}`)) missing.push(`${scope}.${name}`);
    };
    for (const { nsid, definitions } of program.documents) {
      const prefix = pascalNsid(nsid);
      for (const definition of definitions) {
        if (definition.kind === "query" || definition.kind === "procedure") {
          if (definition.parameters?.properties.length) expect("operations", `${prefix}Request`);
          if (definition.input?.schema?.kind === "object") expect("operations", `${prefix}RequestBody`);
          if (definition.output?.schema?.kind === "object") expect("operations", `${prefix}ResponseBody`);
          if (definition.paging) expect("operations", `${prefix}Response`);
        } else if (definition.kind === "type" || definition.kind === "record") {
          const { name } = definition;
          expect("components", prefix + (name === "main" ? "" : name.charAt(0).toUpperCase() + name.slice(1)));
        }
      }
    }
    assert.deepEqual(missing, []);
  });

  it("are no second names: each thing has one, but for the three empty outputs of the original", () => {
    const twice = Map.groupBy(models, ({ scope, owner }) => `${scope} ${owner}`);
    const more = [...twice.values()]
      .filter((list) => list.length > 1)
      .map((list) => list.map(({ name }) => name).sort());
    assert.deepEqual(more.sort(), [
      ["AppBskyFeedSendInteractionsResponseBody", "Unknown"],
      ["ChatBskyActorDeleteAccountResponseBody", "ChatBskyActorDeleteAccountUnknown"],
      ["ToolsOzoneSetDeleteSetResponseBody", "ToolsOzoneSetDeleteSetUnknown"],
    ]);
  });

  it("stop the generator where a short name's owner is gone", () => {
    const documents = program.documents.filter(({ nsid }) => nsid !== "com.atproto.server.createSession");
    const less: Program = { ...program, documents };
    assert.throws(() => planModels(less), /createSession\/output\/status, which operations calls Status, is gone/);
  });
});
