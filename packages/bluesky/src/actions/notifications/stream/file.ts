/** For Node, Deno and Bun only: the cursor of a stream in a file. */
export { fileCursor } from "../../../stream/cursor/file.ts";
