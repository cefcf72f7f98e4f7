import { createRandom } from "../../random/createRandom.ts";
import { cityPosts } from "../content/cityPosts.ts";
import { conversations } from "../content/conversations.ts";
import type { Entry } from "../content/Entry.ts";
import { gardenPosts } from "../content/gardenPosts.ts";
import { longConversation } from "../content/longConversation.ts";
import { studyPosts } from "../content/studyPosts.ts";
import { weatherReports } from "../content/weatherReports.ts";

/** An entry with its place in time and in its conversation. */
export interface PlannedPost {
  id: string;
  entry: Entry;
  /** Milliseconds since the beginning of the time that the seed covers. */
  at: number;
  root?: PlannedPost;
  parent?: PlannedPost;
}

const minute = 60_000;
const hour = 60 * minute;

/** How far back the oldest post lies. */
export const span: number = /*#__PURE__*/ Math.round(5.5 * 24 * hour);

/** Conversations begin early enough to have ended by now: nine answers at most, 25 minutes each. */
const conversationsEnd = 6 * hour;

/** Puts everything that was written down in an order and gives it its time. Earlier posts come first. */
export function planPosts(): PlannedPost[] {
  const random = createRandom("posts");
  const entries = random.shuffle([
    ...gardenPosts,
    ...cityPosts,
    ...studyPosts,
    ...conversations,
    ...weatherReports(14),
  ]);
  const posts: PlannedPost[] = [];
  const named = new Map<string, PlannedPost>();

  const add = (entry: Entry, at: number, parent?: PlannedPost): void => {
    const post: PlannedPost = { id: entry.id ?? `post-${posts.length}`, entry, at };
    if (parent !== undefined) Object.assign(post, { parent, root: parent.root ?? parent });
    posts.push(post);
    if (entry.id !== undefined) named.set(entry.id, post);
    let after = at;
    for (const answer of entry.re ?? []) {
      after += random.between(1 * minute, 4 * minute);
      add(answer, after + random.between(0, 8 * minute), post);
    }
  };

  const spread = (some: readonly Entry[], room: number) => {
    const slot = room / some.length;
    for (const [index, entry] of some.entries()) add(entry, Math.round(slot * (index + random.next() * 0.8)));
  };
  const talks = entries.filter(({ re }) => re !== undefined);
  // The long one comes last, so that its answers are among the latest notifications.
  spread([...talks, longConversation], span - conversationsEnd);
  spread(
    entries.filter(({ re }) => re === undefined),
    span - 2 * minute,
  );
  for (const post of posts) {
    const { quote } = post.entry;
    const quoted = quote === undefined ? undefined : named.get(quote);
    // Whoever quotes has read.
    if (quoted !== undefined && quoted.at >= post.at) post.at = quoted.at + random.between(5 * minute, 50 * minute);
    post.at = Math.min(post.at, span - random.between(1, 60) * 1000);
  }
  return posts.sort((a, b) => a.at - b.at);
}
