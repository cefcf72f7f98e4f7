const tables = /*#__PURE__*/ new Map<string, ReadonlyMap<string, readonly number[]>>();

/**
 * A text in any charset that has a byte or two for a character, and in UTF-8 and UTF-16. Platforms only decode the old ones, so
 * everything that can be decoded is, once, and looked up.
 *
 * @throws {RangeError} for a charset that the platform does not know, and for a character that it does not have
 */
export function encodeText(text: string, charset: string): Uint8Array {
  const name = new TextDecoder(charset).encoding;
  if (name === "utf-8") return new TextEncoder().encode(text);
  if (name === "utf-16le") return new Uint8Array(Buffer.from(text, "utf16le"));
  if (name === "utf-16be") return new Uint8Array(Buffer.from(text, "utf16le").swap16());
  const table = tables.get(name) ?? readTable(name);
  tables.set(name, table);
  return Uint8Array.from(
    [...text].flatMap((character) => {
      const bytes = table.get(character);
      if (!bytes) throw new RangeError(`${name} has no ${JSON.stringify(character)}`);
      return [...bytes];
    }),
  );
}

function readTable(name: string): ReadonlyMap<string, readonly number[]> {
  const decoder = new TextDecoder(name);
  const table = new Map<string, readonly number[]>();
  const add = (bytes: readonly number[]): boolean => {
    const character = decoder.decode(Uint8Array.from(bytes));
    const isOne = [...character].length === 1 && character !== "\ufffd";
    if (isOne && !table.has(character)) table.set(character, bytes);
    return isOne;
  };
  for (let first = 0; first < 256; first++) {
    if (add([first])) continue;
    for (let second = 0x30; second < 256; second++) add([first, second]);
  }
  return table;
}
