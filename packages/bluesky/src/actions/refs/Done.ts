/** What became of something that is so or is not: a like, a pin, a mute. */
export interface Done {
  /** The record that makes it so, or made it so. Where there is none (bookmarks, mutes, what was not undone), the post that it is about. */
  readonly uri: string;
  /** Whether this call has changed it. `false`: it was so already. */
  readonly done: boolean;
}
