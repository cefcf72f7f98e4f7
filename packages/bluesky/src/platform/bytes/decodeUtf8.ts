let decoder: TextDecoder | undefined;

/**
 * The text that bytes are in UTF-8, a mark of byte order at its start included.
 *
 * @returns `undefined` where they are no UTF-8
 */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    // Not every platform has one. What comes then is slow, and as strict.
    if (typeof TextDecoder !== "function") return decodeURIComponent(percentEncode(bytes));
    decoder ??= new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

function percentEncode(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += `%${byte.toString(16).padStart(2, "0")}`;
  return text;
}
