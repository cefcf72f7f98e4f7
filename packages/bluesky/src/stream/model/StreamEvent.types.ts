/** What the types of events promise: this file compiles. */
import type { Post } from "../../lexicons/app/bsky/feed/post.ts";
import type { RecordSchema } from "../../schema/RecordSchema.ts";
import type { StreamEvent } from "./StreamEvent.ts";

declare const schema: RecordSchema<Post>;

export function read(event: StreamEvent): string | undefined {
  switch (event.kind) {
    case "commit": {
      if (event.action !== "delete" && event.is(schema)) return event.record.text;
      if (event.is(schema)) {
        if (event.action === "delete") return event.rkey;
        return event.record.text;
      }
      // @ts-expect-error nobody has held it to a schema
      return event.record.text;
    }
    case "account":
      return event.status;
    case "label":
      return event.label.val;
    case "sync":
      return event.reason;
    case "identity":
      return event.handle;
    case "info":
      return event.message;
  }
}
