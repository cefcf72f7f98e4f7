/** What a page is about. */
export type PageKind =
  | "home"
  | "guide"
  | "index"
  | "model"
  | "operation"
  | "record"
  | "permission-set"
  | "error"
  | "hook"
  | "option"
  | "export"
  | "document"
  | "tool";

/** A page of the site: Markdown, with the marks of `tabs` where alternatives stand beside each other. */
export interface Page {
  readonly kind: PageKind;
  /** Where it is, from the root of the site: `/models/AppBskyFeedDefsPostView/`. */
  readonly path: string;
  /** Its heading. Pages for one name have that name. */
  readonly title: string;
  /** One sentence: for search engines, `llms.txt` and lists. */
  readonly description: string;
  readonly body: string;
  /** What stands above its heading, and beside it where it is found. @default what its kind is called */
  readonly label?: string;
  /** Whether its headings are listed beside it. @default true */
  readonly hasContents?: boolean;
  /** What it is found by beside its text: whole names, whose parts are found too. */
  readonly names?: readonly string[];
  /** How much a find of its names counts. @default 1 */
  readonly weight?: number;
}
