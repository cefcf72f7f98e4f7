import type { StreamServerOptions } from "../serve/StreamServerOptions.ts";

/** Options of {@link startJetstream}. */
export interface JetstreamOptions extends StreamServerOptions {
  /** How many events it keeps. @default 100000 */
  keep?: number | undefined;
  /** A zstd dictionary, which `compress` of version 1 and `zstdDictionary` of version 2 use. Wants Node 24.6 or 22.19. */
  dictionary?: Uint8Array | undefined;
}
