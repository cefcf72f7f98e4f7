import { createHash } from "node:crypto";

const letters = "abcdefghijklmnopqrstuvwxyz234567";

/** A link to a block: a CID, as it stands in CBOR. */
export class CidLink {
  /** Its bytes, without the zero that CBOR puts before them. */
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** The link of a block of DAG-CBOR. */
  static of(block: Uint8Array): CidLink {
    return new CidLink(
      Buffer.concat([Uint8Array.of(1, 0x71, 0x12, 0x20), createHash("sha256").update(block).digest()]),
    );
  }

  /** Reads a CID in base 32. */
  static parse(text: string): CidLink {
    const bytes: number[] = [];
    let [bits, held] = [0, 0];
    for (const letter of text.slice(1)) {
      const value = letters.indexOf(letter);
      if (text[0] !== "b" || value < 0) throw new TypeError(`${text} is no CID in base 32`);
      held = ((held << 5) | value) & 0xfff;
      bits += 5;
      if (bits < 8) continue;
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
    }
    return new CidLink(Uint8Array.from(bytes));
  }

  /** In base 32. */
  toString(): string {
    let text = "b";
    let [bits, held] = [0, 0];
    for (const byte of this.bytes) {
      held = ((held << 8) | byte) & 0xfff;
      bits += 8;
      for (; bits >= 5; bits -= 5) text += letters[(held >> (bits - 5)) & 31];
    }
    return bits > 0 ? text + letters[(held << (5 - bits)) & 31] : text;
  }
}
