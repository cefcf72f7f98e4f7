/** What an OAuth client may ask for with `include:<nsid>`. */
export interface PermissionSet {
  /** The NSID of the permission set. */
  readonly nsid: string;
  readonly kind: "permission-set";
  /** The definition, as the lexicon has it. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** Makes a permission set. Called by generated code. */
export function permissionSet(nsid: string, body: Readonly<Record<string, unknown>>): PermissionSet {
  return { nsid, kind: "permission-set", body };
}
