/** Takes bytes as they come, and gives their SHA-256. */
export interface Sha256 {
  /** Takes more of them. */
  update(bytes: Uint8Array): void;
  /** Ends it. Call it once. */
  digest(): Uint8Array<ArrayBuffer>;
}

/**
 * Makes a SHA-256 of bytes that come one after the other: WebCrypto takes all of them at once. Here a megabyte takes some 40 ms; where
 * there is Node's crypto, `#create-sha256` leads there.
 *
 * @see https://csrc.nist.gov/pubs/fips/180-4/upd1/final section 6.2
 */
export function createSha256(): Sha256 {
  // The first 32 bits of what is behind the point: of cube roots of primes, and of square roots.
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime)) primes.push(n);
  const constants = Uint32Array.from(primes, (prime) => (Math.cbrt(prime) % 1) * 2 ** 32);
  const state = Uint32Array.from(primes.slice(0, 8), (prime) => (Math.sqrt(prime) % 1) * 2 ** 32);
  const block = new Uint8Array(64);
  const words = new Uint32Array(64);
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
      mix(state, constants, words, block, 0);
    }
    for (; at + 64 <= bytes.length; at += 64) mix(state, constants, words, bytes, at);
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
      state.forEach((word, i) => {
        digest.setUint32(i * 4, word);
      });
      return new Uint8Array(digest.buffer);
    },
  };
}

/** Takes 64 bytes into the state. */
function mix(state: Uint32Array, constants: Uint32Array, w: Uint32Array, bytes: Uint8Array, from: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset + from, 64);
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let t = 0; t < 64; t++) {
    const [w2, w7, w15, w16] = [w[t - 2] ?? 0, w[t - 7] ?? 0, w[t - 15] ?? 0, w[t - 16] ?? 0];
    const small0 = turn(w15, 7) ^ turn(w15, 18) ^ (w15 >>> 3);
    const small1 = turn(w2, 17) ^ turn(w2, 19) ^ (w2 >>> 10);
    w[t] = t < 16 ? view.getUint32(t * 4) : small1 + w7 + small0 + w16;
    const big1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const big0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const first = (h + big1 + ((e & f) ^ (~e & g)) + (constants[t] ?? 0) + (w[t] ?? 0)) | 0;
    const second = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [a, b, c, d, e, f, g, h] = [(first + second) | 0, a, b, c, (d + first) | 0, e, f, g];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => {
    state[i] = (state[i] ?? 0) + word;
  });
}

/** Turns the bits of a word to the right. */
function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}
