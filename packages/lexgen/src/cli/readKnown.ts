import { LexiconError } from "../errors/LexiconError.ts";
import type { LexiconSource } from "../read/LexiconSource.ts";
import { readPackage } from "../read/readPackage.ts";
import { readSource } from "../read/readSource.ts";

/** The lexicons that may be referred to: those named, or those of the package `bluesky` where it is installed. */
export async function readKnown(names: readonly string[] | undefined): Promise<readonly LexiconSource[]> {
  if (names) return Promise.all(names.map((name) => readSource(name)));
  return readPackage("bluesky", process.cwd()).then(
    (source) => [source],
    (error: unknown) => {
      if (!(error instanceof LexiconError)) throw error;
      // Without it there is nothing to refer to; a reference into it is then reported where it stands.
      return [];
    },
  );
}
