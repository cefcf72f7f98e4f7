/** Something that must hold of `bluesky`, and what was found. */
export interface Claim {
  readonly claim: string;
  /** The figures. */
  readonly found: string;
  /** Where it does not hold. None: it holds. */
  readonly problems: readonly string[];
}
