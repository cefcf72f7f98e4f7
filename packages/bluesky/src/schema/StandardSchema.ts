/** The Standard Schema interface, version 1 (https://standardschema.dev), as far as this SDK uses it. */
export interface StandardSchema<T> {
  readonly "~standard": StandardProps<T>;
}

/** What stands under `~standard`. */
export interface StandardProps<T> {
  readonly version: 1;
  /** Which library the schema is from. */
  readonly vendor: string;
  /** Validates a value. */
  readonly validate: (value: unknown) => StandardResult<T>;
  /** The types of what goes in and what comes out, for type inference only. */
  readonly types?: { readonly input: T; readonly output: T } | undefined;
}

/** What a value is, or everything that is wrong with it. */
export type StandardResult<T> =
  | { readonly value: T; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

/** One thing that is wrong with a value. */
export interface StandardIssue {
  /** What is wrong. */
  readonly message: string;
  /** Where it is wrong. */
  readonly path?: readonly PropertyKey[] | undefined;
}
