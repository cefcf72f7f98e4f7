import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { procedure, type Query, query } from "../runtime.ts";
import type { BoundOperation } from "./BoundOperation.ts";
import { bindTree } from "./bindTree.ts";

type Anything = { [key: string]: unknown };

describe("bindTree", () => {
  const get: Query<Anything, Anything, "NotThere"> = query(
    "com.example.page.get",
    () => {},
    () => {},
  );
  // An operation and a namespace of the same name.
  const page: Query<Anything, Anything> = query(
    "com.example.page",
    () => {},
    () => {},
  );
  const put: Query<Anything, Anything> = procedure(
    "com.example.put",
    () => {},
    () => {},
  );

  interface Tree {
    com: {
      example: {
        page: BoundOperation<[params?: Anything], Anything, never> & {
          get: BoundOperation<[params?: Anything], Anything, "NotThere">;
        };
        put: BoundOperation<[input?: Anything], Anything, never>;
      };
    };
  }

  const sent: { nsid: string; arg: unknown; options: unknown }[] = [];
  const client = {
    "~send": async ({ nsid }: { nsid: string }, params: unknown, input: unknown, options: unknown) => {
      sent.push({ nsid, arg: params ?? input, options });
      return { data: nsid };
    },
    get "~client"() {
      return this;
    },
  };
  const tree = (operations: { nsid: string }[]): Tree => bindTree(client as never, operations) as Tree; // a client of which only `~send` is called

  it("calls each operation under its NSID, in all its forms", async () => {
    const { com } = tree([get, page, put]);
    const options = { timeout: 5 };
    assert.equal(await com.example.page.get({ a: 1 }, options), "com.example.page.get");
    assert.equal(await com.example.page(), "com.example.page");
    assert.equal(await com.example.put({ b: 2 }), "com.example.put");
    assert.deepEqual(await com.example.page.safe({ c: 3 }), { ok: true, data: "com.example.page" });
    assert.deepEqual(await com.example.page.get.withResponse(), { data: "com.example.page.get" });
    assert.deepEqual(sent.slice(0, 2), [
      { nsid: "com.example.page.get", arg: { a: 1 }, options },
      { nsid: "com.example.page", arg: undefined, options: undefined },
    ]);
    assert.equal(com.example.page.get.isError(new Error(), "NotThere"), false);
    assert.ok(!("pages" in com.example.page));
  });

  it("makes what is read, once, and shows the names of the rest", () => {
    const operations = [get, put];
    const first = tree(operations);
    assert.equal(first.com.example, first.com.example);
    assert.equal(first.com.example.put, first.com.example.put);
    assert.notEqual(tree(operations).com, first.com);
    assert.deepEqual(Object.keys(first.com.example), ["page", "put"]);
    assert.ok(Object.getOwnPropertyDescriptor(first.com.example, "page")?.get, "not made before it is read");
  });

  it("is not confused by names of objects", () => {
    const odd = ["com.example.constructor", "com.example.toString", "com.example.name.length"].map((nsid) =>
      query<Query<Anything, Anything>>(nsid),
    );
    const { com } = tree(odd) as unknown as {
      com: { example: Record<string, () => unknown> & { name: { length: () => unknown } } };
    };
    assert.equal(typeof com.example.constructor, "function");
    assert.equal(typeof com.example.name.length, "function");
  });
});
