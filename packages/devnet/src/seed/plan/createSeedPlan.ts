import { people } from "../content/people.ts";
import { createDraft } from "./createDraft.ts";
import { planConversations, planFeeds, planReactions } from "./planConversations.ts";
import { planBlocks, planProfiles, planSociety } from "./planPeople.ts";
import { planPosts, span } from "./planPosts.ts";
import type { SeedPlan } from "./SeedPlan.ts";

/**
 * Plans all that the seed will put on a network. The same `now` gives the same plan, down to the record keys; the
 * texts, pictures, handles and relations do not even depend on it.
 *
 * @param now - What was written last was written just before it.
 */
export function createSeedPlan(now: Date): SeedPlan {
  const draft = createDraft(now.getTime() - span);
  const posts = planPosts();
  planSociety(draft);
  planConversations(draft, posts);
  const afterPosts = Math.max(...draft.records.map(({ step }) => step)) + 1;
  planProfiles(draft);
  planReactions(draft, posts, afterPosts);
  planBlocks(draft, afterPosts + 1);
  return {
    people: people.map(({ name, displayName }) => ({ name, handle: `${name}.test`, displayName })),
    pictures: draft.pictures,
    records: draft.records.toSorted((a, b) => a.step - b.step),
    deleted: posts.filter(({ entry }) => entry.deleted).map(({ id }) => id),
    feeds: planFeeds(posts),
  };
}
