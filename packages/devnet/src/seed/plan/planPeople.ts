import { createRandom } from "../../random/createRandom.ts";
import { type Person, people } from "../content/people.ts";
import {
  blocks,
  certainFollows,
  feeds,
  joinedByPack,
  listBlocks,
  lists,
  pinned,
  starterPack,
} from "../content/society.ts";
import { drawAvatar } from "../pictures/drawAvatar.ts";
import type { Landscape } from "../pictures/drawLandscape.ts";
import type { Draft } from "./createDraft.ts";
import { parseRichText } from "./parseRichText.ts";
import { did, labelled, picture, ref, uri } from "./placeholders.ts";
import { span } from "./planPosts.ts";
import type { Placeholder, PlannedValue } from "./SeedPlan.ts";

const minute = 60_000;

/** Adds what people have before anybody writes a post: whom they follow, lists, feeds, a starter pack. */
export function planSociety(draft: Draft): void {
  const random = createRandom("society");
  const humans = people.filter(({ look }) => look !== "machine").map(({ name }) => name);
  const blocked = new Set(blocks.flatMap(([by, whom]) => [`${by} ${whom}`, `${whom} ${by}`]));
  const certain = new Set(certainFollows.map((pair) => pair.join(" ")));
  for (const { name: by } of people) {
    for (const { name: whom } of people) {
      const drawn = random.next() < 0.6;
      const at = random.between(0, span * 0.8);
      if (by === whom || by === "weatherbot" || whom === "bestdeals") continue;
      if (by !== "bestdeals" && blocked.has(`${by} ${whom}`)) continue;
      const friendly = humans.includes(whom) && (by === "alice" || whom === "alice" || by === "bestdeals" || drawn);
      if (!friendly && !certain.has(`${by} ${whom}`)) continue;
      draft.add({ by, collection: "app.bsky.graph.follow", at, value: { subject: did(whom) } });
    }
  }

  lists.forEach((list, index) => {
    const { id, by, name, purpose } = list;
    const avatar = picture(draft, `avatar of ${id}`, by, emblem(index));
    const collection = "app.bsky.graph.list";
    const value = { name, purpose: `app.bsky.graph.defs#${purpose}`, avatar, ...described(list.description) };
    draft.add({ id, by, collection, at: index * minute, value });
    addMembers(draft, by, id, list.members, (index + 1) * minute);
  });

  feeds.forEach(({ id, by, key, name, description }, index) => {
    const value = {
      did: { $seed: "feedService", record: id } satisfies Placeholder,
      displayName: name,
      ...described(description),
      avatar: picture(draft, `avatar of ${id}`, by, emblem(lists.length + index)),
    };
    draft.add({ id, by, collection: "app.bsky.feed.generator", recordKey: key, at: (9 + index) * minute, value });
  });

  const { id, by, name, description } = starterPack;
  const members = `members of ${id}`;
  const at = 20 * minute;
  const purpose = "app.bsky.graph.defs#referencelist";
  draft.add({ id: members, by, collection: "app.bsky.graph.list", at, value: { name, purpose } });
  addMembers(draft, by, members, starterPack.members, at);
  const value = {
    name,
    ...described(description),
    list: uri(members),
    feeds: starterPack.feeds.map((feed) => ({ uri: uri(feed) })),
  };
  draft.add({ id, by, collection: "app.bsky.graph.starterpack", at: at + minute, value });
}

/** Adds the profiles: after the posts, since some are pinned. */
export function planProfiles(draft: Draft): void {
  people.forEach((person, index) => {
    const { name: by, displayName, description, pronouns, website, selfLabels } = person;
    const pack = joinedByPack[by];
    const pin = pinned[by];
    const value = {
      displayName,
      description: parseRichText(description).text,
      avatar: avatar(draft, person),
      banner: person.banner && picture(draft, `banner of ${by}`, by, { ...person.banner, width: 900, height: 300 }),
      pronouns,
      website,
      labels: selfLabels && labelled(selfLabels),
      joinedViaStarterPack: pack === undefined ? undefined : ref(pack),
      pinnedPost: pin === undefined ? undefined : ref(pin),
    };
    draft.add({ by, collection: "app.bsky.actor.profile", recordKey: "self", at: index * 1000, value });
    // Without it nobody could write to them.
    const allowIncoming = index % 3 === 2 ? "following" : "all";
    const collection = "chat.bsky.actor.declaration";
    draft.add({ by, collection, recordKey: "self", at: index * 1000, value: { allowIncoming, createdAt: undefined } });
  });
}

/** Adds the blocks: last, after all that was said before. */
export function planBlocks(draft: Draft, step: number): void {
  const at = span - minute;
  for (const [by, whom] of blocks) {
    draft.add({ by, collection: "app.bsky.graph.block", at, value: { subject: did(whom) }, step });
  }
  for (const [by, list] of listBlocks) {
    draft.add({ by, collection: "app.bsky.graph.listblock", at, value: { subject: uri(list) }, step });
  }
}

function avatar(draft: Draft, { name, look }: Person): Placeholder {
  const id = `avatar of ${name}`;
  draft.pictures.set(id, { by: name, draw: () => drawAvatar(name, look) });
  return { $seed: "blob", picture: id };
}

function emblem(index: number): Landscape {
  const scenes = ["meadow", "forest", "city", "hills", "sea"] as const;
  return { scene: scenes[index % scenes.length] ?? "hills", light: "day", width: 256, height: 256 };
}

function described(source: string): { description: string; descriptionFacets?: PlannedValue } {
  const { text, facets } = parseRichText(source);
  return { description: text, ...(facets.length > 0 && { descriptionFacets: facets }) };
}

function addMembers(draft: Draft, by: string, list: string, members: readonly string[], at: number): void {
  members.forEach((member, index) => {
    const value = { subject: did(member), list: uri(list) };
    draft.add({ by, collection: "app.bsky.graph.listitem", at: at + (index + 1) * 1000, value });
  });
}
