import { consume } from "bluesky/stream";
import { fileCursor } from "bluesky/stream/file";
import { labeler } from "./connect.ts";

for await (const event of consume(labeler, { cursor: fileCursor("labels.json"), start: "oldest" })) {
  if (event.kind !== "label") continue;
  const { neg, val, uri, cts } = event.label;
  console.log(cts, neg ? "takes back" : "sets", val, uri);
}
