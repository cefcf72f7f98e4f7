import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Agent, AppBskyActorDefs as defs } from "@atproto/api";
import { createClient } from "../../xrpc/client/createClient.ts";
import type { Client } from "../../xrpc/contract/Call.ts";
import type { SessionLike } from "../../xrpc/contract/SessionLike.ts";
import { setFeedView } from "./kinds/feedView.ts";
import { addLabeler } from "./kinds/labelers.ts";
import { setAdultContent, setLabelVisibility } from "./kinds/labels.ts";
import { muteWord, unmuteWord } from "./kinds/mutedWords.ts";
import { setThreadView } from "./kinds/threadView.ts";
import { readPreferences } from "./readPreferences.ts";
import { updatePreferences } from "./updatePreferences.ts";

const DID = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
const TYPE = "app.bsky.actor.defs#";

/**
 * A server that stores whatever it is given, which the official one does not: what has come into a store by other ways is there, too.
 * The official library reads from it.
 */
function lenientServer(stored: string) {
  const server = { stored, puts: 0, asked: [] as string[] };
  const fetchHandler: SessionLike["fetchHandler"] = async (path, { body }) => {
    server.asked.push(path);
    if (path.includes("getPreferences")) {
      return new Response(`{"preferences":${server.stored}}`, { headers: { "content-type": "application/json" } });
    }
    server.puts++;
    server.stored = /^\{"preferences":(.*)\}$/s.exec(await new Response(body).text())?.[1] ?? assert.fail();
    return new Response("");
  };
  const client: Client = createClient({ session: { did: DID, fetchHandler } });
  const agent = new Agent((path, init) => fetchHandler(path, init ?? {}));
  return { server, client, agent, entries: (): Record<string, unknown>[] => JSON.parse(server.stored) };
}

const word = (value: string) => ({ value, targets: ["content"] });

describe("stored preferences that are not as they should be", () => {
  it("keep a bad muted word, and the good ones for other programs", async () => {
    const bad = [{ value: 7, targets: [] }, "word", null, { value: "no targets" }];
    const items = [word("one"), ...bad, { ...word("two"), extra: { deep: [1] } }];
    const { client, agent, entries } = lenientServer(
      JSON.stringify([{ $type: `${TYPE}mutedWordsPref`, mine: true, items }]),
    );
    await assert.rejects(agent.getPreferences(), /invalid response/);
    await muteWord(client, "three");
    // Of what is stored, what the official library takes for valid.
    const valid = entries().filter(
      (entry) => defs.isMutedWordsPref(entry) && defs.validateMutedWordsPref(entry).success,
    );
    assert.deepEqual(
      valid.map(({ items }) => Object(items).map(({ value }: { value: string }) => value)),
      [["one", "two", "three"]],
    );
    const [rest, good] = entries().filter(({ $type }) => $type === `${TYPE}mutedWordsPref`);
    assert.deepEqual(rest, { $type: `${TYPE}mutedWordsPref`, items: bad });
    assert.equal(good?.mine, true);
    assert.deepEqual(Object(good?.items)[1], items.at(-1));
    assert.deepEqual((await readPreferences(client)).invalid, [rest]);
    // And again: nothing moves.
    const before = entries();
    await unmuteWord(client, "three");
    await muteWord(client, "one");
    assert.deepEqual(entries()[0], before[0]);
    assert.equal(entries().length, before.length);
  });

  it("keep entries of a kind that cannot be understood at all", async () => {
    const odd = [
      { $type: `${TYPE}adultContentPref`, enabled: "yes" },
      { $type: `${TYPE}mutedWordsPref`, items: "all of them" },
      { $type: `${TYPE}feedViewPref`, feed: 1 },
      { $type: `${TYPE}threadViewPref`, sort: { by: "likes" } },
      { $type: `${TYPE}labelersPref` },
      { $type: "" },
      { $type: `${TYPE}toString` },
    ];
    const { client, agent, entries } = lenientServer(JSON.stringify(odd));
    await setAdultContent(client, { enabled: true });
    await muteWord(client, "new");
    await setFeedView(client, "home", { hideReposts: true });
    await setThreadView(client, { sort: "oldest" });
    await addLabeler(client, DID);
    for (const entry of odd) assert.ok(entries().some((one) => JSON.stringify(one) === JSON.stringify(entry)));
    const { invalid, unknown } = await readPreferences(client);
    assert.deepEqual([...invalid, ...unknown], odd);
    // Those are gone when they are told to, and the official library reads what was written.
    await updatePreferences(client, (prefs) => prefs.removeInvalid());
    const prefs = await agent.getPreferences();
    assert.equal(prefs.moderationPrefs.adultContentEnabled, true);
    assert.equal(prefs.moderationPrefs.mutedWords.length, 1);
    assert.equal(prefs.feedViewPrefs.home?.hideReposts, true);
    assert.equal(prefs.threadViewPrefs.sort, "oldest");
    assert.ok(prefs.moderationPrefs.labelers.some(({ did }) => did === DID));
    assert.deepEqual((await readPreferences(client)).unknown.slice(0, 2), unknown);
  });

  it("become one entry where there are two, with what is in either", async () => {
    const twice = (one: object, two: object): object[] => [one, { $type: "app.bsky.between" }, two];
    const { client, agent, entries } = lenientServer(
      JSON.stringify([
        ...twice(
          { $type: `${TYPE}mutedWordsPref`, items: [{ ...word("a"), id: "1" }, word("b")], x: 1 },
          { $type: `${TYPE}mutedWordsPref`, items: [{ ...word("a changed"), id: "1" }, word("c")], y: 2 },
        ),
        ...twice(
          { $type: `${TYPE}adultContentPref`, enabled: true },
          { $type: `${TYPE}adultContentPref`, enabled: false },
        ),
        ...twice(
          { $type: `${TYPE}contentLabelPref`, label: "porn", visibility: "warn" },
          { $type: `${TYPE}contentLabelPref`, label: "porn", visibility: "hide" },
        ),
        { $type: `${TYPE}contentLabelPref`, label: "porn", labelerDid: DID, visibility: "show" },
      ]),
    );
    const read = await readPreferences(client);
    assert.deepEqual(
      read.mutedWords.map(({ value }) => value),
      ["b", "a changed", "c"],
    );
    assert.equal(read.adultContent, false);
    assert.equal(read.labels.at(-1)?.visibility, "ignore");
    await muteWord(client, "d");
    await setLabelVisibility(client, "porn", "ignore");
    await setAdultContent(client, { enabled: true });
    const prefs = await agent.getPreferences();
    assert.deepEqual(
      prefs.moderationPrefs.mutedWords.map(({ value }) => value),
      ["b", "a changed", "c", "d"],
    );
    assert.equal(prefs.moderationPrefs.labels.porn, "ignore");
    assert.equal(prefs.moderationPrefs.adultContentEnabled, true);
    const count = (kind: string): number => entries().filter(({ $type }) => $type === TYPE + kind).length;
    assert.deepEqual(["mutedWordsPref", "adultContentPref", "contentLabelPref"].map(count), [1, 1, 3]);
    const muted = entries().find(({ $type }) => $type === `${TYPE}mutedWordsPref`);
    assert.deepEqual([muted?.x, muted?.y], [1, 2]);
    assert.equal(entries().filter(({ $type }) => $type === "app.bsky.between").length, 3);
  });

  it("keep keys that objects have of themselves", async () => {
    const hostile = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":"x"';
    const { client, server } = lenientServer(
      `[${hostile},"$type":"app.bsky.hostile"},${hostile},"$type":"${TYPE}mutedWordsPref","items":[${hostile},"value":"a","targets":["tag"]}]},` +
        `{"$type":"${TYPE}feedViewPref","feed":"__proto__","hideReposts":true}]`,
    );
    await updatePreferences(client, (prefs) => {
      prefs.muteWord("a");
      prefs.muteWord("__proto__");
      prefs.setFeedView("__proto__", { hideReplies: true });
      prefs.setLabelVisibility("__proto__", "hide");
      prefs.setLabelVisibility("constructor", "hide");
      prefs.saveNux({ id: "__proto__", completed: true });
    });
    assert.equal(server.stored.split('"__proto__":{"polluted":1}').length, 4);
    assert.equal(Object(Object.prototype).polluted, undefined);
    const { mutedWords, feedViews, labels } = await readPreferences(client);
    assert.deepEqual(
      mutedWords.map(({ value }) => value),
      ["a", "__proto__"],
    );
    assert.deepEqual(
      feedViews.map(({ hideReposts, hideReplies }) => [hideReposts, hideReplies]),
      [[true, true]],
    );
    assert.deepEqual(
      labels.map(({ label }) => label),
      ["__proto__", "constructor"],
    );
  });

  it("are said to be refused by a server that does not take them, and are there afterwards", async () => {
    const { client, entries, server } = lenientServer(JSON.stringify([{ $type: `${TYPE}mutedWordsPref`, items: [7] }]));
    const refuses = createClient({
      session: {
        did: DID,
        fetchHandler: async (path, init) =>
          path.includes("put")
            ? Response.json(
                { error: "InvalidRequest", message: "Expected object at $.preferences[0].items[0]" },
                { status: 400 },
              )
            : (client.session ?? assert.fail()).fetchHandler(path, init),
      },
    });
    await assert.rejects(setAdultContent(refuses, { enabled: true }), /preferences\[0\]\.items\[0\]/);
    assert.equal(server.puts, 0);
    assert.equal(entries().length, 1);
    // They go when they are told to.
    await updatePreferences(client, (prefs) => prefs.removeInvalid());
    assert.deepEqual(entries(), []);
  });
});

describe("a change of preferences", () => {
  it("asks the account's own server, whichever service the client's calls are passed on to", async () => {
    const proxies: (string | null)[] = [];
    const fetchHandler: SessionLike["fetchHandler"] = async (path, { headers }) => {
      proxies.push(new Headers(headers).get("atproto-proxy"));
      return path.includes("get") ? Response.json({ preferences: [] }) : new Response("");
    };
    const proxy = "did:web:labeler.test#atproto_labeler";
    const client = createClient({ session: { did: DID, fetchHandler }, proxy });
    await muteWord(client, "a");
    assert.deepEqual(proxies, [null, null]);
    await readPreferences(client, { proxy });
    assert.equal(proxies.at(-1), proxy);
  });

  it("waits for others no longer than it may, and then does nothing", async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let puts = 0;
    const fetchHandler: SessionLike["fetchHandler"] = async (path) => {
      if (path.includes("get")) return Response.json({ preferences: [] });
      if (++puts === 1) await held;
      return new Response("");
    };
    const client = createClient({ session: { did: DID, fetchHandler } });
    const first = muteWord(client, "first");
    const controller = new AbortController();
    const aborted = muteWord(client, "aborted", { signal: controller.signal });
    const late = muteWord(client, "late", { deadline: 20 });
    const last = muteWord(client, "last");
    await assert.rejects(late, { code: "timeout" });
    controller.abort();
    await assert.rejects(aborted, { code: "aborted" });
    assert.equal(puts, 1);
    release();
    assert.deepEqual(await Promise.all([first, last]), [{ done: true }, { done: true }]);
    assert.equal(puts, 2);
  });

  it("gives up when others write over it each time", async () => {
    let puts = 0;
    const fetchHandler: SessionLike["fetchHandler"] = async (path) => {
      if (path.includes("get")) return Response.json({ preferences: [] });
      puts++;
      return new Response("");
    };
    const client = createClient({ session: { did: DID, fetchHandler } });
    await assert.rejects(muteWord(client, "a", { verify: 0 }), { code: "change_lost" });
    assert.equal(puts, 11);
  });

  it("says that nobody knows where neither the write nor the look-up is answered", async () => {
    let reads = 0;
    const fetchHandler: SessionLike["fetchHandler"] = async (path) => {
      if (path.includes("get") && reads++ === 0) return Response.json({ preferences: [] });
      throw new TypeError("fetch failed");
    };
    const client = createClient({ session: { did: DID, fetchHandler }, retry: false });
    await assert.rejects(muteWord(client, "a"), { code: "write_outcome_unknown", uris: [`at://${DID}`] });
  });

  it("has the lock of the session's store, and its calls in it", async () => {
    const log: string[] = [];
    const session: SessionLike = {
      did: DID,
      fetchHandler: async (path) => {
        log.push(path.includes("get") ? "read" : "write");
        return path.includes("get") ? Response.json({ preferences: [] }) : new Response("");
      },
      "~exclusively": async (name, run) => {
        log.push(name);
        const result = await run();
        log.push("free");
        return result;
      },
    };
    const client = createClient({ session });
    await Promise.all([muteWord(client, "a"), muteWord(client.with({}), "b")]);
    const one = [`preferences:${DID}`, "read", "write", "free"];
    assert.deepEqual(log, [...one, ...one]);
  });
});
