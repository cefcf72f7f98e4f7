/**
 * What decisions need of a label (`com.atproto.label.defs#label`).
 *
 * @see https://atproto.com/specs/label
 */
export interface LabelLike {
  /** DID of whoever has given it. */
  readonly src: string;
  /** What it is about: an at-uri, or a DID. */
  readonly uri: string;
  /** Its value: `porn`, `!hide`, or the identifier of one that the labeler defines. */
  readonly val: string;
  /** The version of the record that it is about. */
  readonly cid?: string | undefined;
  /** Whether it takes back an earlier one. */
  readonly neg?: boolean | undefined;
  /** When it was given, as a datetime. */
  readonly cts?: string | undefined;
  /** When it ends. */
  readonly exp?: string | undefined;
}

/** What decisions need of a list that blocks or mutes. */
export interface ListLike {
  /** Its at-uri. */
  readonly uri: string;
  /** What it is called. */
  readonly name: string;
}

/** What decisions need of how an account stands to the one that looks. */
export interface ViewerLike {
  /** Whether the account that looks has muted it, by itself or by a list. */
  readonly muted?: boolean | undefined;
  /** The list that mutes it. */
  readonly mutedByList?: ListLike | undefined;
  /** The at-uri of the record by which the account that looks blocks it. */
  readonly blocking?: string | undefined;
  /** The list by which the account that looks blocks it. */
  readonly blockingByList?: ListLike | undefined;
  /** Whether it blocks the account that looks. */
  readonly blockedBy?: boolean | undefined;
  /** The at-uri of the record by which the account that looks follows it. */
  readonly following?: string | undefined;
}

/** An account, in any view of `app.bsky.actor.defs` or `chat.bsky.actor.defs`, of any client. */
export interface ProfileSubject {
  /** Its DID. */
  readonly did: string;
  /** How it stands to the account that looks. @default neither muted, blocked nor followed */
  readonly viewer?: ViewerLike | undefined;
  /** The labels on the account and on its profile. @default none */
  readonly labels?: readonly LabelLike[] | undefined;
}

/** A post (`app.bsky.feed.defs#postView`), of any client. */
export interface PostSubject {
  /** Its at-uri: what `hiddenPosts` are compared with. */
  readonly uri: string;
  /** The account that has posted it. */
  readonly author: ProfileSubject;
  /** The post itself: muted words are looked for in it. */
  readonly record: unknown;
  /** The view of what it shows beside its text: a post that is quoted is decided about too. */
  readonly embed?: unknown;
  /** The labels on it. @default none */
  readonly labels?: readonly LabelLike[] | undefined;
}

/** A notification (`app.bsky.notification.listNotifications#notification`), of any client. */
export interface NotificationSubject {
  /** The account that has caused it. */
  readonly author: ProfileSubject;
  /** The labels on the record that it is about. @default none */
  readonly labels?: readonly LabelLike[] | undefined;
}

/** A feed generator or a starter pack, of any client. */
export interface CreatedSubject {
  /** The account that has made it. */
  readonly creator: ProfileSubject;
  /** The labels on it. @default none */
  readonly labels?: readonly LabelLike[] | undefined;
}

/** A list (`app.bsky.graph.defs#listView` or `#listViewBasic`, which does not say who made it), of any client. */
export interface ListSubject {
  /** Its at-uri: names the account where `creator` does not. */
  readonly uri: string;
  /** The account that has made it. */
  readonly creator?: ProfileSubject | undefined;
  /** The labels on it. @default none */
  readonly labels?: readonly LabelLike[] | undefined;
}

/** An account with its status (`app.bsky.actor.defs#statusView`), of any client. */
export interface StatusSubject extends ProfileSubject {
  /** The status, with the labels on it. */
  readonly status?: { readonly labels?: readonly LabelLike[] | undefined } | undefined;
}

/** A message (`chat.bsky.convo.defs#messageView`), of any client. */
export interface MessageSubject {
  /** The account that has sent it. */
  readonly sender: { readonly did: string };
  /** What it shows beside its text: a post that is quoted is decided about too. */
  readonly embed?: unknown;
}
