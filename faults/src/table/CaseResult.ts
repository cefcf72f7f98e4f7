/** What became of calls of one kind. */
export interface CallsResult {
  readonly calls: number;
  /** How many gave what was asked for. */
  readonly ok: number;
  /** How many requests were sent for them. */
  readonly requests: number;
  /** The longest one, in milliseconds. */
  readonly longest: number;
  /** What the others ended with, and how often. */
  readonly errors: Readonly<Record<string, number>>;
  /** What a user would not expect: `lost`, `doubled`, `failed, yet there`, `wrong`; and `not known`, where an error says so. */
  readonly harm: Readonly<Record<string, number>>;
}

/** What became of a session whose refresh was hit. */
export interface SessionResult {
  /** What the call ended with that met the fault. */
  readonly first: string;
  /** What the next one did, once the fault had gone. */
  readonly next: string;
  readonly time: number;
}

/** One row of one contender. */
export interface CaseResult {
  readonly reads?: CallsResult;
  readonly writes?: CallsResult;
  readonly session?: SessionResult;
  /** How many bytes of secrets went to the foreign origin: at the login, and with calls. */
  readonly leaked?: { readonly login: number; readonly calls: number };
  /** Of an answer of 400 MB. */
  readonly huge?: { readonly end: string; readonly time: number; readonly bytes: number };
}
