import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { blueskyNetwork } from "../../../network/blueskyNetwork.ts";
import type { NetworkConfig } from "../../../network/NetworkConfig.ts";
import { createClient } from "../../../xrpc/client/createClient.ts";
import type { Client } from "../../../xrpc/contract/Call.ts";
import { findLabelers } from "./findLabelers.ts";
import { ReportError } from "./ReportError.ts";
import { report } from "./report.ts";

const did = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
const [ours = ""] = blueskyNetwork.labelers;
const [first, second] = ["did:plc:bbbbbbbbbbbbbbbbbbbbbbbb", "did:plc:cccccccccccccccccccccccc"];
const cid = "bafyreib2rxk3rybk3aobmv5cjuql3bm2twh4jo5uxgf5kpqcsgz7soitae";
const post = { uri: `at://${did}/app.bsky.feed.post/3jzfcijpj2z2a`, cid };
const status = { uri: `at://${did}/app.bsky.actor.status/self`, cid };
const [OLD, NEW] = ["com.atproto.moderation.defs#reason", "tools.ozone.report.defs#reason"];

interface Declared {
  readonly reasonTypes?: readonly string[];
  readonly subjectTypes?: readonly string[];
  readonly subjectCollections?: readonly string[];
}

interface Fake {
  readonly client: Client;
  /** What was asked, by operation. */
  readonly calls: string[];
  /** Which labelers got reports, and for which reasons. */
  readonly sent: (readonly [to: string, reason: string])[];
}

/**
 * A server whose AppView knows what labelers declare, and passes reports on. The network has one labeler only, so who else would get a
 * report is seen here; what a labeler makes of it is in the tests against Ozone.
 */
function fake(
  declared: Readonly<Record<string, Declared>>,
  subscribed: readonly string[] = [],
  network: NetworkConfig = blueskyNetwork,
): Fake {
  const calls: string[] = [];
  const sent: (readonly [string, string])[] = [];
  const fetchHandler = async (path: string, init: RequestInit): Promise<Response> => {
    const { pathname, searchParams } = new URL(path, "https://pds.example.com");
    const nsid = pathname.replace("/xrpc/", "");
    calls.push(nsid);
    if (nsid === "app.bsky.labeler.getServices") {
      assert.equal(searchParams.get("detailed"), "true");
      const asked = searchParams.getAll("dids").filter((one) => one in declared);
      const views = asked.map((one) => ({
        creator: { did: one, handle: `${one.slice(-1)}.example.com` },
        ...declared[one],
      }));
      return Response.json({ views });
    }
    if (nsid === "app.bsky.actor.getPreferences") {
      const labelers = subscribed.map((one) => ({ did: one }));
      return Response.json({ preferences: [{ $type: "app.bsky.actor.defs#labelersPref", labelers }] });
    }
    assert.equal(nsid, "com.atproto.moderation.createReport");
    const { reasonType, subject } = JSON.parse(`${init.body}`);
    sent.push([new Headers(init.headers).get("atproto-proxy")?.replace("#atproto_labeler", "") ?? "", reasonType]);
    return Response.json({ id: 1, reasonType, subject, reportedBy: did, createdAt: "2026-01-31T12:00:00.000Z" });
  };
  return { client: createClient({ session: { did, fetchHandler }, network, retry: false }), calls, sent };
}

describe("report", () => {
  it("goes to the network's moderation service where that takes it, without a look at preferences", async () => {
    const { client, calls, sent } = fake({ [ours]: {}, [first]: {} }, [first]);
    await report(client, post, { reason: "spam" });
    assert.deepEqual(sent, [[ours, `${OLD}Spam`]]);
    assert.deepEqual(calls, ["app.bsky.labeler.getServices", "com.atproto.moderation.createReport"]);
  });

  it("goes to the first subscribed labeler that takes it where the network's does not, or where these come first", async () => {
    const declared = {
      [ours]: { subjectCollections: ["app.bsky.feed.post"] },
      [first]: { subjectTypes: ["account"] },
      [second]: { reasonTypes: [`${OLD}Rude`] },
    };
    const { client, sent } = fake(declared, [first, second]);
    const list = { uri: `at://${did}/app.bsky.graph.list/3jzfcijpj2z2a`, cid };
    await report(client, list, { reason: "rude" });
    await report(client, post, { reason: "rude" });
    await report(client, post, { reason: "rude", prefer: "subscribed" });
    await report(client, { did }, { reason: "rude", prefer: "subscribed" });
    await report(client, post, { reason: "spam", prefer: "subscribed" });
    assert.deepEqual(
      sent.map(([to]) => to),
      [second, ours, second, first, ours],
    );
    // Those whom the client asks for labels are subscribed to, too.
    const others = fake({ [ours]: { reasonTypes: [] } });
    const { client: asking } = others;
    await report(asking.with({ labelers: [`${second};redact`] }), post, { reason: "rude" });
    assert.deepEqual(others.sent, [[second, `${OLD}Rude`]]);
  });

  it("is sent under the reason that the labeler declares: as it is, the old one, or the new one", async () => {
    for (const [reason, reasonTypes, expected] of [
      [`${NEW}MisleadingScam`, undefined, `${NEW}MisleadingScam`],
      [`${NEW}MisleadingScam`, [`${OLD}Misleading`, `${NEW}MisleadingScam`], `${NEW}MisleadingScam`],
      [`${NEW}MisleadingScam`, [`${OLD}Misleading`], `${OLD}Misleading`],
      ["spam", [`${OLD}Spam`], `${OLD}Spam`],
      ["spam", [`${NEW}MisleadingSpam`], `${NEW}MisleadingSpam`],
      ["org.example.defs#reasonArt", ["org.example.defs#reasonArt"], "org.example.defs#reasonArt"],
      // Nobody can opt out of appeals.
      ["appeal", [`${OLD}Spam`], `${OLD}Appeal`],
    ] as const) {
      const { client, sent } = fake({ [ours]: reasonTypes ? { reasonTypes } : {} });
      await report(client, { did }, { reason });
      assert.deepEqual(sent, [[ours, expected]]);
    }
  });

  it("is not sent to a named labeler that does not take it, which says what it takes", async () => {
    const scope = { reasonTypes: [`${OLD}Spam`], subjectTypes: ["record"], subjectCollections: ["app.bsky.feed.post"] };
    const { client, sent } = fake({ [ours]: {}, [first]: scope, [second]: {} });
    const list = { uri: `at://${did}/app.bsky.graph.list/3jzfcijpj2z2a`, cid };
    for (const [subject, reason, said] of [
      [{ did }, "spam", `${first} takes no accounts, only: record`],
      [list, "spam", `${first} takes no records of app.bsky.graph.list, only of: app.bsky.feed.post`],
      [post, `${NEW}HarassmentTroll`, `${first} does not take ${NEW}HarassmentTroll, only: ${OLD}Spam`],
    ] as const) {
      await assert.rejects(report(client, subject, { reason, labeler: first }), (error) => {
        assert.ok(error instanceof ReportError);
        assert.equal(error.code, "report_not_taken");
        assert.ok(error.message.includes(said), error.message);
        assert.equal(error.reasonType, reason === "spam" ? `${OLD}Spam` : reason);
        assert.deepEqual(error.labelers, [{ did: first, ...scope }]);
        return true;
      });
    }
    assert.equal(sent.length, 0);
    await report(client, list, { reason: "spam", labeler: [first, second] });
    await report(client, post, { reason: "spam", labeler: first });
    assert.deepEqual(
      sent.map(([to]) => to),
      [second, first],
    );
  });

  it("goes to nobody but the network's moderation service where it is about what is illegal, or a live status", async () => {
    const reason = `${NEW}ChildSafetyCSAM`;
    const { client, sent } = fake({ [ours]: {}, [first]: {} }, [first]);
    await report(client, post, { reason, prefer: "subscribed" });
    await report(client, status, { reason: "spam", prefer: "subscribed" });
    await report(client, post, { reason, labeler: [first, ours] });
    assert.deepEqual(
      sent.map(([to]) => to),
      [ours, ours, ours],
    );
    await assert.rejects(report(client, post, { reason, labeler: first }), /they are for did:plc:\w+ only/);
    await assert.rejects(report(client, status, { reason: "spam", labeler: first }), { code: "report_not_taken" });
    // On a network without one, who is named gets it, and nobody else.
    const alone = fake({ [first]: {} }, [first], { ...blueskyNetwork, labelers: [] });
    await assert.rejects(report(alone.client, post, { reason }), { code: "invalid_option", option: "labeler" });
    await report(alone.client, post, { reason, labeler: first });
    assert.deepEqual(alone.sent, [[first, reason]]);
  });

  it("is sent where nobody can be asked what labelers take, and not where asking fails otherwise", async () => {
    const answer = (status: number, error: string) => {
      const sent: string[] = [];
      const fetchHandler = async (path: string, init: RequestInit): Promise<Response> => {
        if (!path.includes("createReport")) return Response.json({ error, message: "" }, { status });
        sent.push(new Headers(init.headers).get("atproto-proxy") ?? "");
        const { reasonType, subject } = JSON.parse(`${init.body}`);
        return Response.json({ id: 1, reasonType, subject, reportedBy: did, createdAt: "2026-01-31T12:00:00.000Z" });
      };
      return { client: createClient({ session: { did, fetchHandler }, retry: false }), sent };
    };
    const without = answer(501, "MethodNotImplemented");
    await report(without.client, post, { reason: "spam" });
    await report(without.client, post, { reason: "spam", prefer: "subscribed" });
    assert.deepEqual(without.sent, [`${ours}#atproto_labeler`, `${ours}#atproto_labeler`]);
    const busy = answer(429, "RateLimitExceeded");
    await assert.rejects(report(busy.client, post, { reason: "spam" }), { code: "rate_limited" });
    assert.deepEqual(busy.sent, []);
  });

  it("takes no reason, labeler or preference that is none", async () => {
    const { client, calls } = fake({});
    for (const reason of ["", "spma", "Spam", "reasonSpam", "#reasonSpam", undefined as never, {} as never]) {
      for (const subject of [post, "bob.example.com"]) {
        await assert.rejects(report(client, subject, { reason }), { code: "invalid_option", option: "reason" });
      }
    }
    await assert.rejects(report(client, post, { reason: "spam", labeler: [] }), { option: "labeler" });
    await assert.rejects(report(client, post, { reason: "spam", prefer: "mine" as never }), { option: "prefer" });
    assert.deepEqual(calls, []);
  });
});

describe("findLabelers", () => {
  it("finds all that take a report, in the order of the app, each once", async () => {
    const declared = {
      [ours]: {},
      [first]: { reasonTypes: [`${OLD}Spam`] },
      [second]: { reasonTypes: [`${OLD}Rude`] },
    };
    const { client, sent } = fake(declared, [second, ours, first, "did:web:unknown.example.com"]);
    const found = await findLabelers(client, post, { reason: `${NEW}HarassmentTroll` });
    assert.deepEqual(
      found.map(({ did, handle, reasonType }) => [did, handle, reasonType]),
      [
        [ours, `${ours.slice(-1)}.example.com`, `${NEW}HarassmentTroll`],
        [second, "c.example.com", `${OLD}Rude`],
        ["did:web:unknown.example.com", undefined, `${NEW}HarassmentTroll`],
      ],
    );
    const named = await findLabelers(client, post, { reason: "spam", labeler: [second, first] });
    assert.deepEqual(
      named.map(({ did }) => did),
      [first],
    );
    assert.deepEqual(sent, []);
  });
});
