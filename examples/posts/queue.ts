import { setTimeout as sleep } from "node:timers/promises";
import type { DraftView } from "bluesky/app/bsky/draft/defs";
import { bsky } from "./connect.ts";

const [minutes = "60"] = process.argv.slice(2);
for (;;) {
  const drafts: DraftView[] = [];
  for await (const draft of bsky.app.bsky.draft.getDrafts.items({ limit: 100 })) drafts.push(draft);
  const [oldest] = drafts.sort((a, b) => (a.id < b.id ? -1 : 1));
  if (!oldest) break;
  // Stopped here, it goes on with the same draft, and posts it once. One that is still listed then is not `done` again.
  for (const { url, done } of await bsky.postDraft(oldest)) if (done) console.log(url);
  if (drafts.length > 1) await sleep(Number(minutes) * 60_000);
}
