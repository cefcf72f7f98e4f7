/** The Standard Schema interface, version 1 (https://standardschema.dev), as far as this SDK uses it. */
export interface StandardSchema<T> {
  readonly "~standard": StandardProps<T>;
}

export interface StandardProps<T> {
  readonly version: 1;
  readonly vendor: string;
  readonly validate: (value: unknown) => StandardResult<T>;
  readonly types?: { readonly input: T; readonly output: T } | undefined;
}

export type StandardResult<T> =
  | { readonly value: T; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

export interface StandardIssue {
  readonly message: string;
  readonly path?: readonly PropertyKey[] | undefined;
}
