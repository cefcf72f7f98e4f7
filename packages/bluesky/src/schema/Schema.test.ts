import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { compileLexicon } from "../../test/support/compileLexicon.ts";
import { ValidationError } from "./issues/ValidationError.ts";
import type { RecordSchema } from "./RecordSchema.ts";
import type { Schema } from "./Schema.ts";

interface Note {
  $type?: "com.example.note" | undefined;
  text: string;
  createdAt: string;
}

const modules = await compileLexicon({
  id: "com.example.note",
  defs: {
    main: {
      type: "record",
      key: "tid",
      record: {
        type: "object",
        required: ["text", "createdAt"],
        properties: {
          text: { type: "string", maxLength: 5 },
          createdAt: { type: "string", format: "datetime" },
          more: { type: "ref", ref: "#more" },
        },
      },
    },
    more: { type: "object", properties: { count: { type: "integer" } } },
    name: { type: "string", maxLength: 3 },
    names: { type: "array", items: { type: "ref", ref: "#name" } },
  },
});
const { Note, More, Name, Names } = modules["com.example.note"] as unknown as {
  Note: RecordSchema<Note>;
  More: Schema<{ count?: number }>;
  Name: Schema<string>;
  Names: Schema<string[]>;
};

const good: Note = { text: "hello", createdAt: "2026-01-31T12:00:00Z" };
const long: Note = { text: "hello there", createdAt: "yesterday" };
const wrong = { text: 5 };

suite("Schema", () => {
  test("is() asks for the shape, unless told otherwise", () => {
    assert.equal(Note.is(good), true);
    assert.equal(Note.is(long), true);
    assert.equal(Note.is(long, { level: "shape" }), true);
    assert.equal(Note.is(long, { level: "strict" }), false);
    assert.equal(Note.is(wrong), false);
  });

  test("parse() is strict, unless told otherwise, and returns what it was given", () => {
    const frozen = Object.freeze({ ...good, unknown: Object.freeze([1]) });
    assert.equal(Note.parse(frozen), frozen);
    assert.equal(Note.parse(long, { level: "shape" }), long);
    assert.throws(() => Note.parse(long), ValidationError);
    assert.throws(() => Note.parse(wrong, { level: "shape" }), ValidationError);
  });

  test("safeParse() is strict, unless told otherwise, and lists everything that is wrong", () => {
    const result = Note.safeParse(good);
    assert.deepEqual(result, { ok: true, value: good });
    assert.ok(result.ok && result.value === good);
    const bad = Note.safeParse(long);
    assert.deepEqual(!bad.ok && bad.issues.map(({ path, code }) => [path, code]), [
      [["text"], "max_length"],
      [["createdAt"], "format"],
    ]);
    assert.equal(Note.safeParse(long, { level: "shape" }).ok, true);
    const none = Note.safeParse(wrong, { level: "shape" });
    assert.deepEqual(!none.ok && none.issues.map(({ path, code }) => [path, code]), [
      [["text"], "type"],
      [["createdAt"], "required"],
    ]);
  });

  test("undefined as a level is the default", () => {
    assert.equal(Note.is(long, { level: undefined }), true);
    assert.equal(Note.safeParse(long, { level: undefined }).ok, false);
  });

  test("has the id of its definition; a record also its NSID and the kind of key", () => {
    assert.equal(Note.id, "com.example.note");
    assert.equal(Note.nsid, "com.example.note");
    assert.equal(Note.key, "tid");
    assert.equal(More.id, "com.example.note#more");
  });

  test("a $type is optional, but must be its own", () => {
    for (const level of ["shape", "strict"] as const) {
      assert.equal(Note.is({ ...good, $type: "com.example.note" }, { level }), true);
      assert.equal(Note.is({ ...good, $type: undefined }, { level }), true);
      for (const $type of ["com.example.other", "com.example.note#main", "", null, 5]) {
        const result = Note.safeParse({ ...good, $type }, { level });
        const expected = '$type: expected "com.example.note"';
        assert.ok(!result.ok && result.issues[0]?.message.startsWith(expected), `${$type} ${level}`);
      }
    }
    assert.equal(More.is({ $type: "com.example.note" }), false);
  });

  test("what is no object has a schema too", () => {
    assert.equal(Name.parse("abc"), "abc");
    assert.equal(Name.is("abcd", { level: "strict" }), false);
    assert.equal(Name.is({}), false);
    assert.equal(Names.is(["a", "b"]), true);
    const result = Names.safeParse(["a", 5]);
    assert.deepEqual(!result.ok && result.issues[0]?.path, [1]);
  });

  test("a value is no object, or nothing at all", () => {
    for (const value of [undefined, null, 5, "x", [], () => {}]) {
      const result = Note.safeParse(value);
      assert.ok(!result.ok && result.issues.length === 1);
      const [issue] = result.issues;
      assert.deepEqual(issue?.path, []);
      assert.equal(issue?.code, value === undefined ? "required" : "type");
      assert.match(issue?.message ?? "", /^expected an object, got /);
    }
  });
});

suite("Standard Schema", () => {
  const standard = Note["~standard"];

  test("version 1, by us", () => {
    assert.equal(standard.version, 1);
    assert.equal(standard.vendor, "bluesky");
  });

  test("a valid value comes back, without issues", () => {
    const result = standard.validate(good);
    assert.ok(!("issues" in result) || result.issues === undefined);
    assert.equal((result as { value: unknown }).value, good);
  });

  test("an invalid value gives issues with messages and paths, at the strict level", () => {
    const { issues } = standard.validate({ ...long, more: { count: "x" } });
    assert.deepEqual(
      issues?.map(({ path }) => path),
      [["text"], ["createdAt"], ["more", "count"]],
    );
    assert.ok(issues?.every(({ message }) => message.includes("expected ")));
  });

  test("validate can be taken off", () => {
    const { validate } = standard;
    assert.equal(validate(good).issues, undefined);
  });
});
