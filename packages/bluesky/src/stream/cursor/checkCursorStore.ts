import { invalidOption } from "../../errors/InvalidOptionError.ts";
import type { CursorStore } from "../model/CursorStore.ts";

/**
 * Tests a cursor store of one's own: that what was saved is loaded, also by another store over the same place, that the last one counts
 * where several are saved, and that all of it comes back, whatever is in it. Call it in a test of yours.
 *
 * @param open makes a store over one and the same place, which is empty at first
 * @throws {InvalidOptionError} that says what it does otherwise
 * @throws {unknown} what the store throws
 * @example
 * ```ts
 * await checkCursorStore(() => rowCursor(database, "test"));
 * ```
 */
export async function checkCursorStore(open: () => CursorStore | Promise<CursorStore>): Promise<void> {
  const wrong = (what: string): Error =>
    invalidOption("cursor", `This store of cursors does not do what it must: ${what}.`);
  const first = await open();
  const before = await first.load();
  if (before !== undefined)
    throw wrong(`where nothing was saved, it must load undefined, and it loads ${typeof before}`);
  const texts = ["1", JSON.stringify({ v: 1, host: "ünïcode", text: "'\"\\;\n\u{1f98b}" }), "x".repeat(4096)];
  for (const text of texts) {
    await first.save(text);
    if ((await first.load()) !== text) throw wrong("it must load what was saved last, whole and unchanged");
  }
  const other = await open();
  if ((await other.load()) !== texts.at(-1)) throw wrong("another one over the same place must load what was saved");
  await other.save("2");
  if ((await first.load()) !== "2") throw wrong("what another one has saved must be loaded");
  // Streams save one at a time; that it is there when the promise resolves is what counts.
  for (let count = 0; count < 50; count++) await first.save(String(count));
  if ((await (await open()).load()) !== "49") throw wrong("of fifty saves the last one must be there");
}
