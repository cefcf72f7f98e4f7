import { reasonOf } from "../../errors/createError.ts";
import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { typeOf } from "../../errors/typeOf.ts";
import { type MediaError, mediaError } from "./MediaError.ts";

/** The error for what is none of the things that media are read from. */
export function notMedia(given: unknown): Error {
  const help = typeof given === "string" ? ": a path is given as `{ path }`" : "";
  return invalidOption("data", `Expected a Blob, bytes, a stream or \`{ path }\`, got ${typeOf(given)}${help}.`);
}

/** The error for a path where there is no file system. */
export function noPaths(): Error {
  return invalidOption("data", "There are no paths on this platform: give a Blob, bytes or a stream.");
}

/** The error for a file that is not there, or may not be read. */
export function unreadableFile(path: string, cause: unknown): MediaError {
  return mediaError("unreadable_media", `the file ${path} cannot be read: ${reasonOf(cause)}`, { cause });
}
