import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { compileLexicon } from "../../../test/support/compileLexicon.ts";
import type { Level, Schema } from "../Schema.ts";
import type { Issue } from "./Issue.ts";

const string = { type: "string" };

const modules = await compileLexicon({
  id: "com.example.issues",
  defs: {
    main: {
      type: "object",
      properties: {
        text: string,
        count: { type: "integer", minimum: 1 },
        flag: { type: "boolean" },
        did: { type: "string", format: "did" },
        kind: { type: "string", enum: ["a", "b"] },
        always: { type: "boolean", const: true },
        list: { type: "array", items: { type: "ref", ref: "#item" } },
        nullable: string,
        anything: { type: "unknown" },
        inline: { type: "object", properties: { deep: { type: "array", items: { type: "array", items: string } } } },
      },
      nullable: ["nullable"],
    },
    item: {
      type: "object",
      required: ["name"],
      properties: {
        name: string,
        union: { type: "union", refs: ["#item", "#other"] },
        closed: { type: "union", refs: ["#item", "#other"], closed: true },
      },
    },
    other: { type: "object", properties: { size: { type: "integer" } } },
    secrets: {
      type: "object",
      properties: {
        password: { type: "string", maxLength: 3 },
        accessJwt: { type: "string", format: "did" },
        authFactorToken: { type: "integer" },
        tokens: { type: "array", items: { type: "ref", ref: "#other" } },
        inviteCode: { type: "string", maxLength: 3 },
        identifier: { type: "string", format: "handle" },
      },
    },
  },
});
const { Issues, Secrets } = modules["com.example.issues"] as unknown as {
  Issues: Schema<{ [key: string]: unknown }>;
  Secrets: Schema<{ [key: string]: unknown }>;
};

function issuesOf(schema: Schema<unknown>, value: unknown, level: Level = "strict"): readonly Issue[] {
  const result = schema.safeParse(value, { level });
  return result.ok ? [] : result.issues;
}

function messages(value: unknown, schema: Schema<unknown> = Issues): string[] {
  return issuesOf(schema, value).map(({ message }) => message);
}

suite("issues", () => {
  test("say where, what was expected and what came", () => {
    const value = { text: 5, count: 0, flag: "yes", did: "x", kind: "c", always: false, anything: "x", list: {} };
    assert.deepEqual(messages(value), [
      "text: expected a string, got 5",
      "count: expected at least 1, got 0",
      'flag: expected a boolean, got "yes"',
      'did: expected a DID, got "x"',
      'kind: expected one of ["a","b"], got "c"',
      "always: expected one of [true], got false",
      "list: expected an array, got an object",
      'anything: expected an object, got "x"',
    ]);
    assert.deepEqual(
      issuesOf(Issues, value).map(({ code }) => code),
      ["type", "minimum", "type", "format", "enum", "const", "type", "type"],
    );
  });

  test("have the path to each value, through arrays, objects and unions", () => {
    const list = [
      { name: "a" },
      { name: 5, union: { $type: "com.example.issues#item", name: null, closed: { $type: "x" } } },
      { union: { $type: "com.example.issues#other", size: "x" } },
      null,
    ];
    const value = { list, inline: { deep: [["a"], ["b", 5], 5] } };
    assert.deepEqual(
      issuesOf(Issues, value).map(({ path, code }) => [path.join("/"), code]),
      [
        ["list/1/name", "type"],
        ["list/1/union/name", "type"],
        ["list/1/union/closed/$type", "variant"],
        ["list/2/name", "required"],
        ["list/2/union/size", "type"],
        ["list/3", "type"],
        ["inline/deep/1/1", "type"],
        ["inline/deep/2", "type"],
      ],
    );
    assert.equal(messages(value)[1], "list.1.union.name: expected a string, got null");
    assert.equal(messages(value)[6], "inline.deep.1.1: expected a string, got 5");
  });

  test("the same object in two places has an issue in each", () => {
    const shared = { name: 5 };
    assert.deepEqual(
      issuesOf(Issues, { list: [shared, shared] }).map(({ path }) => path),
      [
        ["list", 0, "name"],
        ["list", 1, "name"],
      ],
    );
  });

  test("null is a value, and undefined is none", () => {
    assert.deepEqual(messages({ text: undefined, nullable: null }), []);
    assert.deepEqual(messages({ text: null }), ["text: expected a string, got null"]);
    assert.deepEqual(messages({ list: [{}] }), ["list.0.name: expected a string, got nothing"]);
    assert.deepEqual(messages({ list: [undefined] }), ["list.0: expected an object, got nothing"]);
  });

  test("shorten what came", () => {
    const [long = ""] = messages({ did: "x".repeat(100) });
    assert.match(long, /^did: expected a DID, got "x{40}"\.\.\.$/);
    assert.deepEqual(messages({ text: Array(7).fill("x") }), ["text: expected a string, got an array"]);
    assert.deepEqual(messages({ text: { secret: "x" } }), ["text: expected a string, got an object"]);
    assert.deepEqual(messages({ text: 10n }), ["text: expected a string, got 10"]);
    assert.deepEqual(messages({ text: Symbol("x") }), ["text: expected a string, got Symbol(x)"]);
    assert.deepEqual(messages({ text: () => "x" }), ["text: expected a string, got a function"]);
    assert.deepEqual(messages({ count: Number.NaN }), ["count: expected an integer, got NaN"]);
    assert.deepEqual(messages({ count: 1.5 }), ["count: expected an integer, got 1.5"]);
  });

  test("never show a secret", () => {
    const secrets = {
      password: "hunter2-secret",
      accessJwt: "eyJ-secret",
      authFactorToken: "123-secret",
      tokens: ["secret", { size: "secret" }],
      inviteCode: "bsky-secret",
    };
    const issues = issuesOf(Secrets, secrets);
    assert.equal(issues.length, 6);
    for (const issue of issues) assert.doesNotMatch(JSON.stringify(issue), /-secret|"secret/);
    assert.deepEqual(messages(secrets, Secrets)[0], "password: expected at most 3 bytes, got a string");
    assert.deepEqual(messages({ identifier: "x" }, Secrets), ['identifier: expected a handle, got "x"']);
  });

  test("never show the text of a whole body", () => {
    const body = JSON.stringify({ password: "hunter2" });
    for (const value of [body, [body]]) assert.doesNotMatch(JSON.stringify(issuesOf(Secrets, value)), /hunter2/);
    assert.doesNotMatch(JSON.stringify(issuesOf(Issues, { list: [body], inline: body })), /hunter2/);
  });

  test("are readable data", () => {
    const issues = issuesOf(Issues, { text: 5, list: [{ name: Symbol("x") }], inline: () => {} });
    assert.deepEqual(structuredClone(issues), issues);
    assert.deepEqual(JSON.parse(JSON.stringify(issues)), issues);
  });

  test("the shape level has those of types only", () => {
    const value = { text: 5, count: 0, did: "x", kind: "c" };
    assert.deepEqual(
      issuesOf(Issues, value, "shape").map(({ path }) => path),
      [["text"], ["kind"]],
    );
  });
});

suite("too much that is wrong", () => {
  test("at most 1000 issues, of a list", () => {
    assert.equal(issuesOf(Issues, { list: Array(100_000).fill(null) }).length, 1000);
  });

  test("all of 900, in several lists", () => {
    const list = Array.from({ length: 900 }, (_, index) => ({ name: index }));
    const issues = issuesOf(Issues, { list });
    assert.equal(issues.length, 900);
    assert.deepEqual(issues.at(-1)?.path, ["list", 899, "name"]);
  });

  test("at most 1000 issues, one in another", () => {
    let value: object = { name: 5 };
    for (let level = 0; level < 1500; level++) {
      value = { $type: "com.example.issues#item", name: 5, union: value };
    }
    const issues = issuesOf(Issues, { list: [value] });
    assert.ok(issues.length > 0 && issues.length <= 1000);
  });

  test("a message stays short where the path is long", () => {
    let value: object = { $type: "com.example.issues#item", name: 5 };
    for (let level = 0; level < 500; level++) value = { $type: "com.example.issues#item", name: "x", union: value };
    const [issue] = issuesOf(Issues, { list: [value] });
    assert.equal(issue?.path.length, 503);
    assert.ok(issue && issue.message.length < 500, issue?.message);
  });
});

suite("what cannot be read", () => {
  const throwing = (error: () => unknown): object =>
    Object.defineProperty({}, "text", {
      enumerable: true,
      get() {
        throw error();
      },
    });

  test("is an issue, whatever is thrown", () => {
    const nasty = new Proxy(
      {},
      {
        get() {
          throw new Error("no");
        },
        getPrototypeOf() {
          throw new Error("no");
        },
      },
    );
    for (const error of [new Error("canary"), undefined, null, "canary", nasty]) {
      const issues = issuesOf(
        Issues,
        throwing(() => error),
      );
      assert.deepEqual(
        issues.map(({ path, code }) => [path, code]),
        [[[], "unreadable"]],
      );
      assert.doesNotMatch(JSON.stringify(issues), /canary/);
    }
  });

  test("a revoked proxy", () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    assert.equal(issuesOf(Issues, proxy)[0]?.code, "unreadable");
    assert.equal(issuesOf(Issues, { text: proxy })[0]?.received, "an object");
  });

  test("depth and cycles are an issue of their own, and nothing else", () => {
    const cycle: { [key: string]: unknown } = { $type: "com.example.issues#item", name: 5 };
    cycle.union = cycle;
    for (const level of ["shape", "strict"] as const) {
      const issues = issuesOf(Issues, { list: [cycle] }, level);
      assert.deepEqual(
        issues.map(({ path, code, message }) => [path, code, message]),
        [[[], "depth", "expected readable data, got an object"]],
      );
    }
  });
});
