import type { ProgramOptions } from "../ir/readProgram.ts";

export interface CompileOptions extends ProgramOptions {
  /** TypeScript, or JavaScript with declarations. @default "ts" */
  readonly format?: "ts" | "js" | undefined;
  /** The ending of relative imports. @default ".js" */
  readonly extension?: ".ts" | ".js" | undefined;
  /**
   * What generated code imports the SDK's runtime from. A relative path starts at the folder that is written to: so the
   * SDK's own lexicons do.
   * @default "bluesky/runtime"
   */
  readonly runtime?: string | undefined;
  /**
   * Which services operations are meant for, where it is not that of the client: the beginning of their NSIDs, and the
   * name of the SDK's value that says so.
   * @default none
   */
  readonly via?: readonly (readonly [prefix: string, name: string])[] | undefined;
}
