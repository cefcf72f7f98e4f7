import { muteWord, readPreferences, saveFeed, unmuteWord, updatePreferences } from "bluesky/actions";
import { accountAt } from "../accountAt.ts";
import type { Cases } from "../Case.ts";
import { same } from "../expect.ts";

export const cases: Cases = {
  "changes that are made at once are all there, and what nobody understands stays": async ({ origin }) => {
    const client = accountAt(origin);
    const words = ["spoiler", "finale", "猫"];
    const birds = "at://did:plc:aaaaaaaaaaaaaaaaaaaaaaaa/app.bsky.feed.generator/birds";
    await Promise.all([...words.map((word) => muteWord(client, word)), saveFeed(client, birds, { pinned: true })]);
    const { mutedWords, savedFeeds, unknown } = await readPreferences(client);
    same(mutedWords.map(({ value }) => value).sort(), [...words].sort());
    same(savedFeeds.find(({ value }) => value === birds)?.pinned, true);
    same(unknown, [{ $type: "com.example.prefs#later", kept: [1, "ü"] }]);
    const unmuted = await updatePreferences(client, (prefs) => {
      for (const word of words) prefs.unmuteWord(word);
    });
    same(unmuted.done, true);
    same((await unmuteWord(client, "spoiler")).done, false);
    same((await readPreferences(client)).mutedWords, []);
  },
};
