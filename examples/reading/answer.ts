import { PostError, postOf } from "bluesky/actions";
import { fileCursor } from "bluesky/actions/file";
import { bsky } from "./connect.ts";

const [file = "answer.json", seconds = "30"] = process.argv.slice(2);
const options = { every: Number(seconds) * 1000, reasons: ["mention"], cursor: fileCursor(file) };
for await (const mention of bsky.notifications.stream(options)) {
  const text = `Hello @${mention.author.handle}, you wrote ${postOf(mention)?.text.length} characters.`;
  // Stopped in the middle of it, it gets the mention again. Under the mention's own key, the answer is the same one.
  const posting = bsky.reply(mention, text, { key: mention.uri.split("/").at(-1) });
  // One that is gone by now, or may not be answered, is passed over.
  const answer = await posting.catch((error) => (error instanceof PostError ? undefined : Promise.reject(error)));
  if (answer?.done) console.log(answer.url);
}
