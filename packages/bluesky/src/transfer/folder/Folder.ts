import type { CarFile } from "../../repo/car/CarSource.ts";

/** A folder, as an export uses it. Names are relative to it, with slashes. What is put there is whole, or not there. */
export interface Folder {
  /** The names in it, or in a folder below. None where that is not there. */
  list(below?: string): Promise<string[]>;
  /** `undefined`: it is not there. */
  readText(name: string): Promise<string | undefined>;
  /** Replaces a file. */
  replace(name: string, text: string): Promise<void>;
  /** Writes a file. */
  save(name: string, chunks: AsyncIterable<Uint8Array>): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** A file that is read where it lies. */
  file(name: string): CarFile;
  /** A file that can be sent. `undefined`: it is not there. */
  blob(name: string): Promise<Blob | undefined>;
}
