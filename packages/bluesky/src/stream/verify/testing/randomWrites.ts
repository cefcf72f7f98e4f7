import type { OfficialRepo, Write } from "./officialRepo.ts";

const COLLECTIONS = ["app.bsky.feed.post", "app.bsky.feed.like", "app.bsky.graph.follow", "com.example.zed"];

/** Numbers that look random and come again by their seed. */
export function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Writes that a repository can take, of different keys. */
export function randomWrites({ records }: OfficialRepo, random: (below: number) => number, count: number): Write[] {
  const writes = new Map<string, Write>();
  const existing = [...records.keys()];
  for (let i = 0; i < count; i++) {
    const value = { $type: "com.example.record", text: `record ${random(1e9)}` };
    const old = existing[random(existing.length)];
    const kind = random(3);
    if (kind > 0 && old !== undefined) {
      writes.set(old, kind === 1 ? { action: "update", path: old, value } : { action: "delete", path: old });
    } else {
      const path = `${COLLECTIONS[random(COLLECTIONS.length)]}/k${random(1e6).toString(32)}`;
      if (!records.has(path)) writes.set(path, { action: "create", path, value });
    }
  }
  return [...writes.values()];
}
