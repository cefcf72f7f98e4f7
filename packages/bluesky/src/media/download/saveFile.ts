/**
 * Writes chunks to a file. It is written beside it first and put in its place when all of it is there, so whatever happens there is the
 * whole of it, or what was there before.
 */
export type SaveFile = (path: string, chunks: AsyncIterable<Uint8Array>) => Promise<void>;

/** There are no files on platforms without Node's file system. */
export const saveFile: SaveFile | undefined = undefined;
