/** Lexicon documents and where they came from. */
export interface LexiconSource {
  /** For the banner and messages: "@atproto/api@0.21.0", or a folder. */
  readonly name: string;
  /** The lexicons. */
  readonly documents: readonly { readonly json: unknown; readonly source: string }[];
}
