import { setTimeout as sleep } from "node:timers/promises";
import { Bluesky } from "bluesky";
import { Post } from "bluesky/app/bsky/feed";
import type { Notification } from "bluesky/app/bsky/notification/listNotifications";
import { now } from "bluesky/syntax";

const { BLUESKY_NETWORK, POLL_SECONDS = "15" } = process.env;
const network = BLUESKY_NETWORK === undefined ? undefined : JSON.parse(BLUESKY_NETWORK);
const bsky = Bluesky.fromEnv({ network });

const stop = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
const { signal } = stop;

await bsky.ready();
const { listNotifications, updateSeen } = bsky.app.bsky.notification;
// Before anything was seen, the AppView counts all but the newest as read.
if ((await listNotifications()).seenAt === undefined) await updateSeen({ seenAt: now() });
console.log(`answering who mentions ${bsky.did}`);
try {
  for (;;) {
    await answerMentions();
    await sleep(Number(POLL_SECONDS) * 1000, undefined, { signal });
  }
} catch (error) {
  if (!signal.aborted) throw error;
} finally {
  await bsky.logout();
}

async function answerMentions(): Promise<void> {
  const mentions: Notification[] = [];
  for await (const mention of listNotifications.items({ reasons: ["mention"] }, { signal })) {
    if (mention.isRead) break;
    mentions.unshift(mention); // They come the newest first.
  }
  for (const mention of mentions) {
    // Before the answer: if the bot is killed between the two, a mention has none, and never two.
    const seenAt = new Date(Date.parse(mention.indexedAt) + 1).toISOString(); // Read is what is older.
    await updateSeen({ seenAt });
    await answer(mention);
  }
}

async function answer({ uri, cid, author, record }: Notification): Promise<void> {
  if (!Post.is(record)) return;
  const parent = { uri, cid };
  const { uri: answer } = await bsky.records.create(Post, {
    text: `Hello ${author.displayName || author.handle}, you wrote ${[...record.text].length} characters.`,
    reply: { root: record.reply?.root ?? parent, parent },
  });
  console.log(`answered ${uri} with ${answer}`);
}
