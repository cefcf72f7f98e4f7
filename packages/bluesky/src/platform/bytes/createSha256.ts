/** Takes bytes as they come, and gives their SHA-256. */
export interface Sha256 {
  /** Takes more of them. */
  update(bytes: Uint8Array): void;
  /** Ends it. Call it once. */
  digest(): Uint8Array<ArrayBuffer>;
}

/** What a hash begins with, and what each round adds. */
interface Tables {
  readonly constants: Uint32Array;
  readonly start: Uint32Array;
}

// Made at the first use: loading this module does nothing.
let tables: Tables | undefined;
/** What one block spreads to: used by one block at a time. */
let words: Uint32Array | undefined;

/**
 * Makes a SHA-256 of bytes that come one after the other: WebCrypto takes all of them at once. Here a megabyte takes some 10 ms; where
 * there is Node's crypto, `#create-sha256` leads there.
 *
 * @see https://csrc.nist.gov/pubs/fips/180-4/upd1/final section 6.2
 */
export function createSha256(): Sha256 {
  tables ??= makeTables();
  words ??= new Uint32Array(64);
  const { constants, start } = tables;
  const w = words;
  const state = start.slice();
  const block = new Uint8Array(64);
  let size = 0;

  const update = (bytes: Uint8Array): void => {
    let at = 0;
    const begun = size & 63;
    size += bytes.length;
    if (begun > 0) {
      const fits = bytes.subarray(0, 64 - begun);
      block.set(fits, begun);
      at = fits.length;
      if (begun + at < 64) return;
      mix(state, constants, w, block, 0);
    }
    for (; at + 64 <= bytes.length; at += 64) mix(state, constants, w, bytes, at);
    block.set(bytes.subarray(at));
  };

  return {
    update,
    digest() {
      const bytes = size;
      const begun = bytes & 63;
      // A bit that is set, zeros, and how many bits the message has, in 64 bits.
      const padding = new Uint8Array((begun < 56 ? 64 : 128) - begun);
      padding[0] = 0x80;
      const end = new DataView(padding.buffer);
      end.setUint32(padding.length - 8, bytes / 2 ** 29);
      end.setUint32(padding.length - 4, bytes << 3);
      update(padding);
      const digest = new DataView(new ArrayBuffer(32));
      for (let i = 0; i < 8; i++) digest.setUint32(i * 4, state[i] ?? 0);
      return new Uint8Array(digest.buffer);
    },
  };
}

/** The first 32 bits of what is behind the point: of cube roots of primes, and of square roots. */
function makeTables(): Tables {
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime)) primes.push(n);
  return {
    constants: Uint32Array.from(primes, (prime) => (Math.cbrt(prime) % 1) * 2 ** 32),
    start: Uint32Array.from(primes.slice(0, 8), (prime) => (Math.sqrt(prime) % 1) * 2 ** 32),
  };
}

/** Takes 64 bytes into the state. All that is read of the arrays is there: the zeros are for the compiler. */
function mix(state: Uint32Array, constants: Uint32Array, w: Uint32Array, bytes: Uint8Array, from: number): void {
  for (let t = 0, at = from; t < 16; t++, at += 4) {
    w[t] = ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
  }
  for (let t = 16; t < 64; t++) {
    const w15 = w[t - 15] ?? 0;
    const w2 = w[t - 2] ?? 0;
    const small0 = turn(w15, 7) ^ turn(w15, 18) ^ (w15 >>> 3);
    const small1 = turn(w2, 17) ^ turn(w2, 19) ^ (w2 >>> 10);
    w[t] = (small1 + (w[t - 7] ?? 0) + small0 + (w[t - 16] ?? 0)) | 0;
  }
  let a = (state[0] ?? 0) | 0;
  let b = (state[1] ?? 0) | 0;
  let c = (state[2] ?? 0) | 0;
  let d = (state[3] ?? 0) | 0;
  let e = (state[4] ?? 0) | 0;
  let f = (state[5] ?? 0) | 0;
  let g = (state[6] ?? 0) | 0;
  let h = (state[7] ?? 0) | 0;
  for (let t = 0; t < 64; t++) {
    const big1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const big0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const first = (h + big1 + ((e & f) ^ (~e & g)) + (constants[t] ?? 0) + (w[t] ?? 0)) | 0;
    const second = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  state[0] = (state[0] ?? 0) + a;
  state[1] = (state[1] ?? 0) + b;
  state[2] = (state[2] ?? 0) + c;
  state[3] = (state[3] ?? 0) + d;
  state[4] = (state[4] ?? 0) + e;
  state[5] = (state[5] ?? 0) + f;
  state[6] = (state[6] ?? 0) + g;
  state[7] = (state[7] ?? 0) + h;
}

/** Turns the bits of a word to the right. */
function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}
