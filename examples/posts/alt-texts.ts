import { readFileSync } from "node:fs";
import { Post } from "bluesky/app/bsky/feed";
import { bsky } from "./connect.ts";

const [file = ""] = process.argv.slice(2);
for (const line of readFileSync(file, "utf8").split("\n").filter(Boolean)) {
  const [, rkey = "", number, alt = ""] = /^(\S+) (\d+) (.+)$/.exec(line) ?? [];
  // What others change of the post in between is kept: it is read and changed again then.
  const { uri } = await bsky.records.update(Post, { rkey }, ({ embed, ...post }) => {
    if (embed?.$type !== "app.bsky.embed.images") return undefined;
    const images = embed.images.map((image, i) => (i + 1 === Number(number) ? { ...image, alt } : image));
    return { ...post, embed: { ...embed, images } };
  });
  console.log(uri);
}
