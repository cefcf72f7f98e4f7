/** The Standard Schema interface, version 1 (https://standardschema.dev), as far as this SDK uses it. */
export interface StandardSchema<T> {
  readonly "~standard": StandardProps<T>;
}

/** What stands under `~standard`. */
export interface StandardProps<T> {
  readonly version: 1;
  readonly vendor: string;
  readonly validate: (value: unknown) => StandardResult<T>;
  readonly types?: { readonly input: T; readonly output: T } | undefined;
}

/** What a value is, or everything that is wrong with it. */
export type StandardResult<T> =
  | { readonly value: T; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

/** One thing that is wrong with a value. */
export interface StandardIssue {
  readonly message: string;
  readonly path?: readonly PropertyKey[] | undefined;
}
