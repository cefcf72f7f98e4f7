import type { JournalStore } from "bluesky/migration";

/** A journal in memory, which counts. */
export function memoryJournal(): JournalStore & { text: string | undefined; saves: number } {
  return {
    text: undefined,
    saves: 0,
    load() {
      return this.text;
    },
    save(text) {
      this.text = text;
      this.saves++;
    },
  };
}
