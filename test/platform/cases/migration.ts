import { type JournalStore, migrateAccount, undoMigration } from "bluesky/migration";
import type { Cases } from "../Case.ts";
import { fails, same } from "../expect.ts";

const did = "did:web:alice.example.com";
const handle = "alice.example.com";
const [from, to] = ["https://old.example.com", "https://new.example.com"];
const blob = "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";
const key = "did:key:zQ3shqwJEJyMBsBXCWyCBpUBMqxcon9oHB7mCvx4sSpMdLJwc";

/** Two servers in memory, and the domain that names one of them: as much of them as a move needs. */
function createServers() {
  const named = { url: from };
  const has: Record<string, { active: boolean; records: number; blobs: number; preferences: object[] } | undefined> = {
    [from]: { active: true, records: 3, blobs: 1, preferences: [{ $type: "app.bsky.actor.defs#adultContentPref" }] },
  };
  const json = (value: object): Response =>
    new Response(JSON.stringify(value), { headers: { "content-type": "application/json" } });
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { origin, pathname } = new URL(`${input}`);
    if (pathname === "/.well-known/did.json") return json(documentOf(named.url));
    const own = has[origin];
    const body = typeof init?.body === "string" ? JSON.parse(init.body) : undefined;
    switch (pathname.replace("/xrpc/", "")) {
      case "com.atproto.server.createSession":
        if (own) return json({ did, handle, accessJwt: "access", refreshJwt: "refresh" });
        return new Response('{"error":"AuthenticationRequired"}', { status: 401 });
      case "com.atproto.server.getSession":
        return json({ did, handle, email: "alice@example.com" });
      case "com.atproto.server.describeServer":
        return json({ did: "did:web:new.example.com", availableUserDomains: [handle] });
      case "com.atproto.server.getServiceAuth":
        return json({ token: "service" });
      case "com.atproto.server.createAccount":
        has[origin] = { active: false, records: 0, blobs: 0, preferences: [] };
        return json({ did, handle, accessJwt: "access", refreshJwt: "refresh" });
      case "com.atproto.server.checkAccountStatus":
        return json({
          ...{ activated: own?.active, validDid: named.url === origin, repoCommit: blob, repoRev: "3jzfcijpj2z2a" },
          ...{ repoBlocks: 1, indexedRecords: own?.records, privateStateValues: 0 },
          ...{ expectedBlobs: 1, importedBlobs: own?.blobs },
        });
      case "com.atproto.sync.getRepo":
        return new Response("a CAR", { headers: { "content-type": "application/vnd.ipld.car" } });
      case "com.atproto.repo.importRepo":
        if (own) own.records = 3;
        return new Response("");
      case "com.atproto.repo.listMissingBlobs":
        return json({
          blobs: own?.blobs ? [] : [{ cid: blob, recordUri: `at://${did}/app.bsky.feed.post/3jzfcijpj2z2a` }],
        });
      case "com.atproto.sync.getBlob":
        return new Response("hello world", { headers: { "content-type": "text/plain" } });
      case "com.atproto.repo.uploadBlob":
        if (own) own.blobs = 1;
        return json({ blob: { $type: "blob", ref: { $link: blob }, mimeType: "text/plain", size: 11 } });
      case "app.bsky.actor.getPreferences":
        return json({ preferences: own?.preferences ?? [] });
      case "app.bsky.actor.putPreferences":
        if (own) own.preferences = body.preferences;
        return new Response("");
      case "com.atproto.identity.getRecommendedDidCredentials": {
        const services = { atproto_pds: { type: "AtprotoPersonalDataServer", endpoint: origin } };
        return json({ alsoKnownAs: [`at://${handle}`], verificationMethods: { atproto: key }, services });
      }
      case "com.atproto.server.activateAccount":
      case "com.atproto.server.deactivateAccount":
        if (own) own.active = pathname.endsWith("/com.atproto.server.activateAccount");
        return new Response("");
    }
    return new Response("", { status: 404 });
  };
  return { has, named, fetch };
}

function documentOf(url: string): object {
  const service = [{ id: "#atproto_pds", type: "AtprotoPersonalDataServer", serviceEndpoint: url }];
  const multikey = { id: `${did}#atproto`, type: "Multikey", publicKeyMultibase: key.slice("did:key:".length) };
  return { id: did, alsoKnownAs: [`at://${handle}`], service, verificationMethod: [multikey] };
}

function createJournal(): JournalStore {
  let text: string | undefined;
  return {
    load: () => text,
    save: (journal) => {
      text = journal;
    },
  };
}

export const cases: Cases = {
  "an account is moved, stopped, resumed, and moved back": async () => {
    const { has, named, fetch } = createServers();
    const move = {
      ...{ account: did, from: { password: "old" }, to: { service: to, password: "new" }, journal: createJournal() },
      publish: (document: { service?: unknown }) => {
        const [{ serviceEndpoint }] = document.service as [{ serviceEndpoint: string }];
        named.url = serviceEndpoint;
      },
    };
    const { steps, obstacles } = await migrateAccount(move, { fetch, dryRun: true });
    same([steps[0]?.state, obstacles, has[to]], ["next", [], undefined]);
    const stop = new AbortController();
    const onProgress = ({ step }: { step: string }): void => {
      if (step === "preferences") stop.abort();
    };
    await fails("aborted", () => migrateAccount(move, { fetch, onProgress, signal: stop.signal }));
    same(named.url, from);
    same((await migrateAccount(move, { fetch })).isDone, true);
    same([named.url, has[from]?.active, has[to]?.active, has[to]?.preferences.length], [to, false, true, 1]);
    same(await undoMigration(move, { fetch }), { done: true, isAccountLeft: true });
    same([named.url, has[from]?.active, has[to]?.active], [from, true, false]);
  },

  "a journal of something else is refused": async () => {
    const journal = { load: () => "{}", save: () => {} };
    const move = { account: did, from: { password: "old" }, to: { service: to, password: "new" }, journal };
    await fails("migration_journal_invalid", () => migrateAccount(move));
  },
};
