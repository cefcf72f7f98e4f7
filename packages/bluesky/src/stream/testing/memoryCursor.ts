import type { CursorStore } from "../model/CursorStore.ts";

/** A cursor in memory, with all that was saved. */
export function memoryCursor(first?: string): CursorStore & { readonly saved: string[] } {
  const saved = first === undefined ? [] : [first];
  return {
    saved,
    load: () => saved.at(-1),
    save(cursor) {
      saved.push(cursor);
    },
  };
}
