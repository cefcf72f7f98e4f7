import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { downloadBlob, media } from "bluesky/media";
import { bsky } from "./connect.ts";

const [actor = "", folder = "media"] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
for await (const item of media(bsky, actor)) {
  const blob = await downloadBlob(bsky, item);
  const name = `${item.kind}-${blob.cid}.${blob.encoding.replace(/^.*\/|\W.*$/g, "")}`;
  await blob.save({ path: join(folder, name) });
  console.log([name, item.uri, item.alt].filter(Boolean).join("  "));
}
