/** Numbers that look random and are the same for the same name. */
export interface Random {
  /** At least 0, less than 1. */
  next(): number;
  /** A whole number, at least `low` and less than `high`. */
  between(low: number, high: number): number;
  /** True once in `1 / probability` times. */
  chance(probability: number): boolean;
  /** A copy in another order. */
  shuffle<T>(items: readonly T[]): T[];
}

/** Makes a source of numbers from a name: splitmix32, begun with the FNV-1a hash of the name. */
export function createRandom(name: string): Random {
  let state = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) state = Math.imul(state ^ name.charCodeAt(index), 0x01000193);

  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low));
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    shuffle: (items) => {
      const rest = [...items];
      return items.flatMap(() => rest.splice(between(0, rest.length), 1));
    },
  };
}
