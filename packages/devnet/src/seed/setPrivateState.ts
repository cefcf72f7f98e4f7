import { setTimeout as sleep } from "node:timers/promises";
import { listMutes, mutes, threadMutes } from "./content/society.ts";
import type { SeedTarget } from "./SeedTarget.ts";
import { type CallAs, didOf, refOf, type Written } from "./Written.ts";

const hour = 3_600_000;

/** Sets what others do not see: mutes, bookmarks, preferences, which notifications were read. */
export async function setPrivateState(target: SeedTarget, callAs: CallAs, written: Written): Promise<void> {
  const procedure = (by: string, method: string, body: unknown) => callAs(by, { method, body });
  const uri = (id: string) => refOf(written, id).uri;
  const seenAt = new Date(target.now.getTime() - 12 * hour).toISOString();
  const setMutes = async (): Promise<void> => {
    // One after the other: of two at once the AppView may miss the one that is stored last.
    for (const [by, whom] of mutes) await procedure(by, "app.bsky.graph.muteActor", { actor: didOf(written, whom) });
    for (const [by, list] of listMutes) await procedure(by, "app.bsky.graph.muteActorList", { list: uri(list) });
    for (const [by, root] of threadMutes) await procedure(by, "app.bsky.graph.muteThread", { root: uri(root) });
  };
  await Promise.all([
    setMutes(),
    ...["swifts", "bread", "map"].map((id) =>
      procedure("alice", "app.bsky.bookmark.createBookmark", refOf(written, id)),
    ),
    procedure("alice", "app.bsky.notification.updateSeen", { seenAt }),
    procedure("alice", "app.bsky.actor.putPreferences", { preferences: preferences(target, uri) }),
  ]);
  // Mutes take their own way to the AppView, which `settled` does not see.
  await Promise.all([
    ...mutes.map(([by]) => untilListed(() => callAs(by, { method: "app.bsky.graph.getMutes" }), "mutes", target)),
    ...listMutes.map(([by]) =>
      untilListed(() => callAs(by, { method: "app.bsky.graph.getListMutes" }), "lists", target),
    ),
  ]);
}

/**
 * Waits until a list of an answer is no longer empty.
 *
 * @throws {Error} if it still is after half a minute
 */
async function untilListed(
  ask: () => Promise<Record<string, unknown>>,
  field: string,
  { signal }: SeedTarget,
): Promise<void> {
  const until = performance.now() + 30_000;
  for (;;) {
    const { [field]: list } = await ask();
    if (Array.isArray(list) && list.length > 0) return;
    if (performance.now() > until) throw new Error(`the AppView has no ${field} that were set half a minute ago`);
    await sleep(50, undefined, { signal });
  }
}

function preferences({ ozone }: SeedTarget, uri: (id: string) => string): unknown[] {
  const $type = (name: string) => `app.bsky.actor.defs#${name}`;
  return [
    {
      $type: $type("savedFeedsPrefV2"),
      items: [
        { id: "following", type: "timeline", value: "following", pinned: true },
        { id: "garden", type: "feed", value: uri("feed:garden"), pinned: true },
        { id: "pictures", type: "feed", value: uri("feed:pictures"), pinned: false },
        { id: "answers", type: "list", value: uri("list:answers"), pinned: true },
      ],
    },
    { $type: $type("mutedWordsPref"), items: [{ value: "crypto", targets: ["content", "tag"] }] },
    { $type: $type("adultContentPref"), enabled: false },
    { $type: $type("contentLabelPref"), label: "nudity", visibility: "warn" },
    ...(ozone === undefined
      ? []
      : [
          { $type: $type("labelersPref"), labelers: [{ did: ozone.did }] },
          { $type: $type("contentLabelPref"), labelerDid: ozone.did, label: "spam", visibility: "hide" },
        ]),
  ];
}
