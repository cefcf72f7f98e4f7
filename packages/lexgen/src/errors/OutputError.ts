/** What is wrong with the folder that was to be written. */
export type OutputErrorCode = "foreign_folder" | "unwritable_folder";

/** A folder that cannot be written: it holds files of somebody else, or is no folder. */
export class OutputError extends Error {
  /** Which kind of error this is. */
  readonly code: OutputErrorCode;

  constructor(code: OutputErrorCode, message: string) {
    super(message);
    this.code = code;
  }

  /** The name of the class. */
  override get name(): string {
    return "OutputError";
  }
}
