import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { compileLexicon } from "../../test/support/compileLexicon.ts";
import type { RecordSchema } from "./RecordSchema.ts";
import type { Schema } from "./Schema.ts";
import { widen } from "./widen.ts";

const modules = await compileLexicon({
  id: "com.example.post",
  defs: {
    main: {
      type: "record",
      key: "tid",
      record: {
        type: "object",
        required: ["text"],
        properties: {
          text: { type: "string", maxLength: 3 },
          embed: { type: "union", refs: ["#image"] },
          list: { type: "array", items: { type: "union", refs: ["#image"] } },
        },
      },
    },
    image: { type: "object", required: ["alt"], properties: { alt: { type: "string" } } },
    recipe: { type: "object", required: ["title"], properties: { title: { type: "string", maxLength: 3 } } },
  },
});
interface Post {
  text: string;
  embed?: object | undefined;
  list?: object[] | undefined;
}
const { Post, Recipe } = modules["com.example.post"] as unknown as {
  Post: RecordSchema<Post>;
  Recipe: Schema<{ $type?: "com.example.post#recipe"; title: string }>;
};
const $type = "com.example.post#recipe";

function codes(schema: Schema<unknown>, value: unknown): string[] {
  const result = schema.safeParse(value);
  return result.ok ? [] : result.issues.map(({ path, code }) => `${path.join("/")} ${code}`);
}

suite("widen", () => {
  const wide = widen(Post, "embed", Recipe);

  test("checks the new variant", () => {
    assert.deepEqual(codes(wide, { text: "x", embed: { $type, title: "abc" } }), []);
    assert.deepEqual(codes(wide, { text: "x", embed: { $type, title: "abcd" } }), ["embed/title max_length"]);
    assert.deepEqual(codes(wide, { text: "x", embed: { $type } }), ["embed/title required"]);
  });

  test("checks everything else as before", () => {
    assert.deepEqual(codes(wide, { text: "abcd", embed: { $type: "com.example.post#image" } }), [
      "text max_length",
      "embed/alt required",
    ]);
    assert.deepEqual(codes(wide, { text: "x", embed: { $type: "com.example.other" } }), []);
    assert.deepEqual(codes(wide, { text: "x", embed: 5 }), ["embed type"]);
    for (const value of [null, 5, [], undefined]) assert.equal(wide.safeParse(value).ok, false);
    assert.equal(wide.key, "tid");
    assert.equal(wide.nsid, "com.example.post");
  });

  test("checks each item of a list", () => {
    const list = [{ $type, title: "abc" }, { $type }, { $type: "com.example.post#image" }];
    assert.deepEqual(codes(widen(Post, "list", Recipe), { text: "x", list }).sort(), [
      "list/1/title required",
      "list/2/alt required",
    ]);
  });

  test("looks at no property that an object has inherited", () => {
    const inherited = { __proto__: { embed: { $type } }, text: "x" };
    assert.ok(wide.is(inherited));
  });

  test("leaves the schema that it is given as it is", () => {
    assert.deepEqual(codes(Post, { text: "x", embed: { $type } }), []);
  });
});
