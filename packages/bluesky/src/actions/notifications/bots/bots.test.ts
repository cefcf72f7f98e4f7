import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { EventStream } from "../../../stream/engine/contract/EventStream.ts";
import { JsonRecord } from "../../../stream/frame/RecordEvents.ts";
import type { CursorStore } from "../../../stream/model/CursorStore.ts";
import type { StreamEvent } from "../../../stream/model/StreamEvent.ts";
import { createClient } from "../../../xrpc/client/createClient.ts";
import { json, serve } from "../../../xrpc/testing/serve.ts";
import type { BotOptions } from "./BotOptions.ts";
import { onFollow } from "./onFollow.ts";
import { onLike } from "./onLike.ts";
import { onMention } from "./onMention.ts";
import { onMessage } from "./onMessage.ts";
import { onReply } from "./onReply.ts";

const me = "did:plc:z72i7hdynmk6r22z27h6tvur";
const other = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
const createdAt = "2026-01-31T12:00:00.000Z";
const cid = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a";
const ref = (did: string): { uri: string; cid: string } => ({
  uri: `at://${did}/app.bsky.feed.post/3jzfcijpj2z2a`,
  cid,
});
const mention = (did: string): object => ({
  index: { byteStart: 0, byteEnd: 2 },
  features: [{ $type: "app.bsky.richtext.facet#mention", did }],
});

/** What somebody does, by what it is to the account. */
const records: Record<string, readonly [collection: string, record: object]> = {
  mention: ["app.bsky.feed.post", { text: "hi", createdAt, facets: [mention(me)] }],
  "mention of another": ["app.bsky.feed.post", { text: "hi", createdAt, facets: [mention(other)] }],
  reply: ["app.bsky.feed.post", { text: "hi", createdAt, reply: { parent: ref(me), root: ref(other) } }],
  "reply in its thread": [
    "app.bsky.feed.post",
    { text: "hi", createdAt, reply: { parent: ref(other), root: ref(me) } },
  ],
  "reply to another": [
    "app.bsky.feed.post",
    { text: "hi", createdAt, reply: { parent: ref(other), root: ref(other) } },
  ],
  like: ["app.bsky.feed.like", { subject: ref(me), createdAt }],
  "like of another": ["app.bsky.feed.like", { subject: ref(other), createdAt }],
  "like that is none": ["app.bsky.feed.like", { subject: "me" }],
  follow: ["app.bsky.graph.follow", { subject: me, createdAt }],
  "follow of another": ["app.bsky.graph.follow", { subject: other, createdAt }],
};

function eventOf(name: string, did = other, action: "create" | "update" = "create"): StreamEvent {
  const [collection, record] = records[name] ?? ["", {}];
  const rkey = name.replaceAll(" ", "-");
  return new JsonRecord(
    { seq: 1, time: createdAt, host: "host", did, rev: "3jzfcijpj2z2a" },
    { action, collection, rkey, cid, record: { $type: collection, ...record }, live: true },
  );
}

/** A stream of these events, which then waits to be closed. */
function streamOf(events: readonly StreamEvent[]): EventStream {
  const closed = Promise.withResolvers<void>();
  const stream: Pick<EventStream, "run" | "close"> = {
    async run(handler) {
      for (const event of events) await handler(event);
      await closed.promise;
    },
    async close() {
      closed.resolve();
    },
  };
  return stream as EventStream; // as much of one as is read
}

describe("bots", () => {
  const client = createClient({ session: { did: me, fetchHandler: async () => new Response() } });
  const all = [
    ...Object.keys(records).map((name) => eventOf(name)),
    eventOf("like", me),
    eventOf("mention", other, "update"),
    { kind: "identity", seq: 1, time: createdAt, host: "host", did: other } as const,
  ];

  it("are told by a stream what is about their account, and nothing else", async () => {
    const functions = { onMention, onReply, onLike, onFollow };
    const heard: Record<string, string[]> = {};
    for (const [name, listen] of Object.entries(functions)) {
      const stop = new AbortController();
      const names: string[] = [];
      heard[name] = names;
      const handler = ({ uri, did, record }: { uri: string; did: string; record: object }): void => {
        assert.equal(did, other);
        assert.ok("createdAt" in record);
        names.push(uri.split("/").at(-1) ?? "");
      };
      const options: BotOptions = { stream: streamOf(all), signal: stop.signal };
      const done = listen(client, handler, options);
      setImmediate(() => stop.abort());
      await done;
    }
    assert.deepEqual(heard, {
      onMention: ["mention"],
      onReply: ["reply", "reply-in-its-thread"],
      onLike: ["like"],
      onFollow: ["follow"],
    });
  });

  it("are told by notifications", async () => {
    const notifications = ["like", "mention", "like that is none"].map((name, n) => ({
      uri: `at://${other}/${records[name]?.[0]}/${name.replaceAll(" ", "-")}`,
      cid,
      author: { did: other, handle: "alice.test" },
      reason: name.split(" ")[0],
      record: { $type: records[name]?.[0], ...records[name]?.[1] },
      isRead: false,
      indexedAt: new Date(1_769_860_800_000 + n).toISOString(),
    }));
    await using server = await serve((_, response) => json(response, { notifications }));
    const session = {
      did: me,
      fetchHandler: (path: string, init: RequestInit) => fetch(new URL(path, server.url), init),
    };
    const stop = new AbortController();
    const uris: string[] = [];
    const polled = createClient({ session });
    const handler = ({
      uri,
      did,
      record,
      time,
    }: {
      uri: string;
      did: string;
      record: { text: string };
      time: string;
    }): void => {
      uris.push(`${did} ${uri.split("/").at(-1)} ${record.text} ${time}`);
      stop.abort();
    };
    await onMention(polled, handler, { start: new Date(0), every: 1, signal: stop.signal });
    assert.deepEqual(uris, [`${other} mention hi 2026-01-31T12:00:00.001Z`]);
  });

  it("are told of direct messages of others, each once, also after a restart", async () => {
    const logs: { rev: string; sender: string; text: string }[] = [];
    let isDown = false;
    await using server = await serve((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? "", "http://x");
      if (isDown) return json(response, { error: "Down" }, 503);
      if (pathname.endsWith("listConvos")) {
        const rev = logs.at(-1)?.rev;
        const convo = { id: "c", rev, members: [], muted: false, unreadCount: 0 };
        return json(response, { convos: rev === undefined ? [] : [convo] });
      }
      const after = searchParams.get("cursor") ?? "";
      const found = logs.filter(({ rev }) => rev > after).slice(0, 2);
      json(response, {
        cursor: found.at(-1)?.rev ?? after,
        logs: found.map(({ rev, sender, text }) => ({
          $type: "chat.bsky.convo.defs#logCreateMessage",
          rev,
          convoId: "c",
          message: {
            $type: "chat.bsky.convo.defs#messageView",
            id: rev,
            rev,
            text,
            sender: { did: sender },
            sentAt: createdAt,
          },
        })),
      });
    });
    const session = {
      did: me,
      fetchHandler: (path: string, init: RequestInit) => fetch(new URL(path, server.url), init),
    };
    const chat = createClient({ session, retry: false });
    let text: string | undefined;
    const cursor: CursorStore = {
      load: () => text,
      save: (saved) => {
        text = saved;
      },
    };
    const take = async (count: number, isDone = true): Promise<string[]> => {
      const stop = new AbortController();
      const texts: string[] = [];
      const handler = ({
        did,
        convoId,
        message,
      }: {
        did: string;
        convoId: string;
        message: { text: string };
      }): void => {
        assert.deepEqual([did, convoId], [other, "c"]);
        texts.push(message.text);
        if (texts.length < count) return;
        if (!isDone) throw new Error("killed");
        stop.abort();
      };
      const onError = (): void => {
        isDown = false;
      };
      await onMessage(chat, handler, { every: 1, cursor, signal: stop.signal, onError }).catch((error: unknown) => {
        if (!/killed/.test(String(error))) throw error;
      });
      return texts;
    };
    logs.push({ rev: "3a", sender: other, text: "old" });
    const first = take(2);
    while (text === undefined) await new Promise((resolve) => setImmediate(resolve));
    logs.push({ rev: "3b", sender: other, text: "one" }, { rev: "3c", sender: me, text: "mine" });
    logs.push({ rev: "3d", sender: other, text: "two" });
    assert.deepEqual(await first, ["one", "two"]);
    logs.push({ rev: "3e", sender: other, text: "three" });
    isDown = true;
    assert.deepEqual(await take(1, false), ["three"]);
    assert.deepEqual(await take(1), ["three"]);
    text = text?.replace(me, other);
    await assert.rejects(take(1), { code: "invalid_option", option: "cursor" });
    for (const options of [{ every: -1 }, { cursor: {} as never }]) {
      await assert.rejects(
        onMessage(chat, () => {}, options),
        { code: "invalid_option" },
      );
    }
  });
});
