/** What a node of the tree of keys is made of. `trees[i]` is what stands in front of `keys[i]`; the last one behind all of them. */
export interface NodeParts {
  /** In order, each once. They are ASCII, as all that `isRepoKey` takes. */
  readonly keys: readonly string[];
  /** The CIDs of the records. */
  readonly values: readonly Uint8Array[];
  /** The CIDs of the nodes below, one more than there are keys. */
  readonly trees: readonly (Uint8Array | undefined)[];
}

interface Writer {
  readonly bytes: Uint8Array<ArrayBuffer>;
  at: number;
}

/** Room for nodes of usual size. Made at the first use: loading this module does nothing. */
let scratch: Uint8Array<ArrayBuffer> | undefined;

/** Writes a node in the one form that it has. @returns a view of what the next call writes to: copy what you keep */
export function encodeNode({ keys, values, trees }: NodeParts): Uint8Array<ArrayBuffer> {
  let room = 64;
  for (let i = 0; i < keys.length; i++) {
    room += 48 + (keys[i]?.length ?? 0) + (values[i]?.length ?? 0) + (trees[i + 1]?.length ?? 0);
  }
  room += trees[0]?.length ?? 0;
  if (!scratch || scratch.length < room) scratch = new Uint8Array(Math.max(8_192, room));
  const writer: Writer = { bytes: scratch, at: 0 };
  write(writer, 0xa2, 0x61, 0x65);
  writeHead(writer, 4, keys.length);
  let previous = "";
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] ?? "";
    let shared = 0;
    while (shared < previous.length && previous.charCodeAt(shared) === key.charCodeAt(shared)) shared++;
    write(writer, 0xa4, 0x61, 0x6b);
    writeHead(writer, 2, key.length - shared);
    for (let at = shared; at < key.length; at++) writer.bytes[writer.at++] = key.charCodeAt(at);
    write(writer, 0x61, 0x70);
    writeHead(writer, 0, shared);
    write(writer, 0x61, 0x74);
    writeLink(writer, trees[i + 1]);
    write(writer, 0x61, 0x76);
    writeLink(writer, values[i]);
    previous = key;
  }
  write(writer, 0x61, 0x6c);
  writeLink(writer, trees[0]);
  return writer.bytes.subarray(0, writer.at);
}

function write(writer: Writer, ...bytes: readonly number[]): void {
  for (const byte of bytes) writer.bytes[writer.at++] = byte;
}

function writeHead(writer: Writer, major: number, value: number): void {
  const first = major << 5;
  if (value < 24) write(writer, first | value);
  else if (value < 256) write(writer, first | 24, value);
  else if (value < 65_536) write(writer, first | 25, value >> 8, value & 255);
  else write(writer, first | 26, value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255);
}

function writeLink(writer: Writer, cid: Uint8Array | undefined): void {
  if (!cid) {
    write(writer, 0xf6);
    return;
  }
  write(writer, 0xd8, 0x2a);
  // In front of a CID stands a zero.
  writeHead(writer, 2, cid.length + 1);
  write(writer, 0);
  writer.bytes.set(cid, writer.at);
  writer.at += cid.length;
}
