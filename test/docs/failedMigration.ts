import { type Move, migrateAccount, undoMigration } from "bluesky/migration";

const did = "did:web:alice.example.com";
const from = "https://old.example.com";
const to = "https://new.example.com";
const cid = "bafkreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a";
const steps = ["account", "repository", "blobs", "preferences", "identity", "activation", "deactivation"];

const status = {
  ...{ activated: true, validDid: false, repoCommit: cid, repoRev: "3jzfcijpj2z2a", repoBlocks: 1 },
  ...{ indexedRecords: 1, privateStateValues: 0, expectedBlobs: 1, importedBlobs: 0 },
};
const services = { atproto_pds: { type: "AtprotoPersonalDataServer", endpoint: from } };
const answers: Readonly<Record<string, object>> = {
  "com.atproto.server.createSession": { did, handle: "alice.example.com", accessJwt: "a", refreshJwt: "r" },
  "com.atproto.server.checkAccountStatus": status,
  "com.atproto.server.describeServer": { did: "did:web:new.example.com", availableUserDomains: [".new.example.com"] },
  "com.atproto.repo.listMissingBlobs": { blobs: [{ cid, recordUri: `at://${did}/app.bsky.feed.post/3jzfcijpj2z2a` }] },
  "com.atproto.identity.getRecommendedDidCredentials": { services, verificationMethods: {} },
};

/** Two servers, and the document of the account. */
const fetch: typeof globalThis.fetch = async (input) => {
  const { pathname } = new URL(`${input}`);
  const nsid = pathname.replace("/xrpc/", "");
  if (nsid.endsWith("getBlob"))
    return Response.json({ error: "BlobNotFound", message: "Blob not found" }, { status: 400 });
  const service = [{ id: "#atproto_pds", type: "AtprotoPersonalDataServer", serviceEndpoint: from }];
  const answer = pathname === "/.well-known/did.json" ? { id: did, service } : answers[nsid];
  return answer ? Response.json(answer) : new Response("", { status: 404 });
};

/** A move that has come so far. */
function moveAfter(count: number, journal?: string): Move {
  const done = Object.fromEntries(steps.slice(0, count).map((step) => [step, "2026-01-01T00:00:00.000Z"]));
  const handle = "alice.example.com";
  const text = count ? JSON.stringify({ v: 1, did, from, to, handle, done, missing: [] }) : undefined;
  return {
    ...{ account: did, from: { password: "old" }, to: { service: to, password: "new" } },
    journal: { load: () => journal ?? text, save() {} },
  };
}

const options = { fetch };

/** Moves of an account that do not come to their end. */
export const failedMigration: Readonly<
  Record<"refused" | "journal" | "store" | "blobs" | "incomplete" | "undo", () => Promise<unknown>>
> = {
  refused: () => migrateAccount(moveAfter(0), options),
  journal: () => migrateAccount(moveAfter(0, "{}"), options),
  store: () =>
    migrateAccount({ ...moveAfter(0), journal: { load: () => Promise.reject(new Error("no disk")), save() {} } }),
  blobs: () => migrateAccount(moveAfter(2), options),
  incomplete: () => migrateAccount(moveAfter(7), options),
  undo: () => undoMigration(moveAfter(5), options),
};
