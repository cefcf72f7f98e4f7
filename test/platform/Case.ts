/** What a case is given. */
export interface CaseContext {
  /** Of the server of `server/`, which is there for this run alone. */
  readonly origin: string;
}

/** A case ends, or throws, or what it gives does. It uses the SDK, `expect.ts`, and what web platforms have: nothing of Node. */
export type Case = (context: CaseContext) => unknown;

/** The cases of a part, by name. A file of `cases/` exports them as `cases`, and is named after the part. */
export type Cases = Readonly<Record<string, Case>>;

/** What became of a case. */
export interface CaseResult {
  readonly part: string;
  /** `import` where the part did not load. */
  readonly name: string;
  /** None where it passed. */
  readonly error?: CaseError | undefined;
}

/** What a case threw, as plain data. */
export interface CaseError {
  readonly message: string;
  /** Of the errors of the SDK. */
  readonly code?: string | undefined;
}
