import { decodeUtf8 } from "./decodeUtf8.ts";

/** What reads UTF-8 fastest, where there is Node's `Buffer`. It puts U+FFFD in the place of what is none. */
type Slice = (this: Uint8Array, start: number, end: number) => string;

/** `false` where there is none. Looked for at the first use: loading this module does nothing. */
let slice: Slice | false | undefined;

/**
 * The text that some of the bytes are in UTF-8.
 *
 * @returns `undefined` where they are no UTF-8
 */
export function sliceUtf8(bytes: Uint8Array, start: number, end: number): string | undefined {
  slice ??= findSlice();
  if (slice === false) return decodeUtf8(bytes.subarray(start, end));
  const text = slice.call(bytes, start, end);
  // It may stand in the text itself, too.
  return text.includes("\ufffd") ? decodeUtf8(bytes.subarray(start, end)) : text;
}

/** Some platforms have a `Buffer` of their own: what it cannot do it is not asked for. */
function findSlice(): Slice | false {
  const { Buffer } = globalThis as { readonly Buffer?: { readonly prototype?: { readonly utf8Slice?: Slice } } };
  const found = Buffer?.prototype?.utf8Slice;
  try {
    const isRight = found?.call(Uint8Array.of(97, 0xef, 0xbb, 0xbf, 0xc3, 0xbc, 0xff, 97), 1, 7) === "\ufeffü\ufffd";
    return found && isRight ? found : false;
  } catch {
    return false;
  }
}
