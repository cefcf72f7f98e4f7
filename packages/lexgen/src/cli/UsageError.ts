/** A command that was not given what it needs. */
export class UsageError extends Error {
  override get name(): string {
    return "UsageError";
  }
}
