/** A list of people, as it is written down here. */
export interface PeopleList {
  id: string;
  by: string;
  name: string;
  description: string;
  purpose: "curatelist" | "modlist";
  members: readonly string[];
}

/** Lists to read and lists to avoid. */
export const lists: readonly PeopleList[] = [
  {
    id: "list:garden",
    by: "alice",
    name: "Gardening 🌱",
    description: "People who know why it died.",
    purpose: "curatelist",
    members: ["minji", "ines", "dan", "noor", "bob", "haruka", "carol"],
  },
  {
    id: "list:answers",
    by: "noor",
    name: "Good answers",
    description: "Ask them. Thank them. See https://library.example/late for when they are in.",
    purpose: "curatelist",
    members: ["erin", "grace", "farid", "ines"],
  },
  {
    id: "list:spam",
    by: "noor",
    name: "Paint sellers",
    description: "Accounts that sell what they do not have.",
    purpose: "modlist",
    members: ["bestdeals"],
  },
  {
    id: "list:loud",
    by: "erin",
    name: "Loud machines",
    description: "Nothing against them. Not before noon.",
    purpose: "modlist",
    members: ["weatherbot", "bestdeals"],
  },
];

/** The people of alice's starter pack. */
export const starterPack = {
  id: "pack:garden",
  by: "alice",
  name: "Plants and people",
  description: "Growers, potters, walkers and one ferry mechanic. For those who are new here.",
  members: ["minji", "ines", "dan", "noor", "bob", "carol"],
  feeds: ["feed:garden", "feed:pictures"],
} as const;

/** A feed generator, and what its feed holds. */
export interface FeedIdea {
  id: string;
  by: string;
  key: string;
  name: string;
  description: string;
  holds: { tag: string } | "pictures";
}

/** The feed generators. */
export const feeds: readonly FeedIdea[] = [
  {
    id: "feed:garden",
    by: "alice",
    key: "garden",
    name: "Garden 🌿",
    description: "Whatever is tagged #garden.",
    holds: { tag: "garden" },
  },
  {
    id: "feed:pictures",
    by: "haruka",
    key: "pictures",
    name: "Pictures",
    description: "写真だけ。Posts with pictures, newest first.",
    holds: "pictures",
  },
];

/** Who blocks whom. */
export const blocks: readonly (readonly [by: string, whom: string])[] = [
  ["alice", "bestdeals"],
  ["ines", "bestdeals"],
  ["kofi", "jonas"],
];

/** Who blocks everybody on which list. */
export const listBlocks: readonly (readonly [by: string, list: string])[] = [["dan", "list:spam"]];

/** Who mutes whom. */
export const mutes: readonly (readonly [by: string, whom: string])[] = [
  ["bob", "bestdeals"],
  ["grace", "weatherbot"],
];

/** Who mutes everybody on which list. */
export const listMutes: readonly (readonly [by: string, list: string])[] = [["alice", "list:loud"]];

/** Who no longer wants to hear of which thread. */
export const threadMutes: readonly (readonly [by: string, entry: string])[] = [["farid", "request"]];

/** What the network's labeler has said, of a person or of an entry. */
export const labels: readonly (readonly [subject: { person: string } | { entry: string }, value: string])[] = [
  [{ person: "bestdeals" }, "spam"],
  [{ entry: "rumour" }, "rumor"],
  [{ entry: "deal-3" }, "scam"],
  [{ entry: "pager" }, "sensitive"],
];

/** Whose profile begins with which post. */
export const pinned: Readonly<Record<string, string>> = { alice: "commission", grace: "types", kofi: "gig" };

/** Quotes that the quoted person has cut off. */
export const detachedQuotes: readonly (readonly [quoted: string, quote: string])[] = [["types", "detached-quote"]];

/** Who came here by way of a starter pack. */
export const joinedByPack: Readonly<Record<string, string>> = { haruka: "pack:garden" };

/** Follows that something above depends on: who may answer whom. All others are drawn by lot. */
export const certainFollows: readonly (readonly [by: string, whom: string])[] = [
  ["lena", "grace"],
  ["lena", "erin"],
  ["noor", "carol"],
  ["dan", "carol"],
  ["bob", "weatherbot"],
  ["ines", "weatherbot"],
  ["dan", "weatherbot"],
];
