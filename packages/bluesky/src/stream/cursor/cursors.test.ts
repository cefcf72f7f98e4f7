import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, test } from "node:test";
import { InvalidOptionError } from "../../errors/InvalidOptionError.ts";
import type { CursorStore } from "../model/CursorStore.ts";
import { decodePosition, encodePosition } from "../model/StreamPosition.ts";
import { checkCursorStore } from "./checkCursorStore.ts";
import { fileCursor, sqliteCursor } from "./file.ts";

const folder = await mkdtemp(join(tmpdir(), "cursors-"));
after(() => rm(folder, { recursive: true }));

test("a file does what a store must, and only its owner can read it", async () => {
  const path = join(folder, "cursor.json");
  await checkCursorStore(() => fileCursor(path));
  assert.equal((await stat(path)).mode & 0o777, 0o600);
  assert.deepEqual(await readdir(folder), ["cursor.json"]);
  await assert.rejects(async () => fileCursor(folder).load(), { code: "EISDIR" });
});

test("a database does what a store must, also within a transaction", async () => {
  const database = new DatabaseSync(":memory:");
  await checkCursorStore(() => sqliteCursor(database));
  const [one, other] = [sqliteCursor(database, { name: "one" }), sqliteCursor(database, { name: "other" })];
  one.save("1");
  assert.deepEqual([one.load(), other.load()], ["1", undefined]);
  database.exec("BEGIN");
  one.save("2");
  database.exec("ROLLBACK");
  assert.equal(one.load(), "1");
  assert.throws(() => sqliteCursor({} as never), InvalidOptionError);
});

/** A store over something, which may cut off what is saved. */
function storeOver(place: { text?: string }, most = Infinity): CursorStore {
  return {
    load: () => place.text,
    save(text) {
      place.text = text.slice(0, most);
    },
  };
}

test("a store that does something else is found out", async () => {
  const shared = {};
  const stores: (() => CursorStore)[] = [
    () => ({ load: () => "", save: () => {} }),
    () => ({ load: () => undefined, save: () => {} }),
    // Each has memory of its own.
    () => storeOver({}),
    () => storeOver(shared, 100),
  ];
  for (const open of stores) await assert.rejects(checkCursorStore(open), InvalidOptionError);
});

test("a cursor says where it is from", () => {
  const position = { host: "relay.example.com", seq: 7, same: 2, time: "2026-11-01T12:00:00.000Z" };
  assert.deepEqual(decodePosition("relay", encodePosition("relay", position)), position);
  assert.throws(() => decodePosition("labels", encodePosition("relay", position)), InvalidOptionError);
});
