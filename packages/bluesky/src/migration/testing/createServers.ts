/** What an account has at a server. */
export interface Holding {
  active: boolean;
  records: number;
  blobs: number;
  preferences: object[];
}

/** Two servers in memory, and what names one of them: as much of them as a move needs. */
export interface Servers {
  readonly from: string;
  readonly to: string;
  readonly did: string;
  readonly handle: string;
  /** By the origin of a server. */
  readonly has: Readonly<Record<string, Holding | undefined>>;
  /** The server that the document of a `did:web` names. */
  readonly named: { url: string };
  readonly fetch: typeof globalThis.fetch;
  /** The server that the DID names. */
  namedServer(): Promise<string>;
}

/** What answers for a directory, instead of a document of a host. */
export interface Directory {
  readonly did: string;
  answer(path: string, body: string | undefined): Promise<Response | undefined>;
  /** The server that the DID names. */
  namedServer(): Promise<string>;
}

const [from, to] = ["https://old.example.com", "https://new.example.com"];
const handle = "alice.example.com";
const blob = "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";

/** The key that the account has at each of the servers. */
export const KEY = "did:key:zQ3shqwJEJyMBsBXCWyCBpUBMqxcon9oHB7mCvx4sSpMdLJwc";

/** @param directory of a `did:plc`. @default the account has a `did:web` */
export function createServers(directory?: Directory): Servers {
  const did = directory?.did ?? "did:web:alice.example.com";
  const named = { url: from };
  const preferences = [{ $type: "app.bsky.actor.defs#adultContentPref" }];
  const has: Record<string, Holding | undefined> = { [from]: { active: true, records: 3, blobs: 1, preferences } };
  const session = { did, handle, accessJwt: "access", refreshJwt: "refresh" };
  const json = (value: object): Response =>
    new Response(JSON.stringify(value), { headers: { "content-type": "application/json" } });
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { origin, pathname } = new URL(`${input}`);
    if (pathname === "/.well-known/did.json") return json(documentOf(did, named.url));
    const text = typeof init?.body === "string" ? init.body : undefined;
    const answer = await directory?.answer(pathname, text);
    if (answer) return answer;
    const own = has[origin];
    switch (pathname.replace("/xrpc/", "")) {
      case "com.atproto.server.createSession":
        if (own) return json(session);
        return new Response('{"error":"AuthenticationRequired"}', { status: 401 });
      case "com.atproto.server.getSession":
        return json({ did, handle, email: "alice@example.com" });
      case "com.atproto.server.describeServer":
        return json({ did: "did:web:new.example.com", availableUserDomains: [handle] });
      case "com.atproto.server.getServiceAuth":
        return json({ token: "service" });
      case "com.atproto.server.createAccount":
        has[origin] = { active: false, records: 0, blobs: 0, preferences: [] };
        return json(session);
      case "com.atproto.server.checkAccountStatus":
        return json({
          ...{ activated: own?.active, validDid: directory !== undefined || named.url === origin },
          ...{ repoCommit: blob, repoRev: "3jzfcijpj2z2a", repoBlocks: 1, indexedRecords: own?.records },
          ...{ privateStateValues: 0, expectedBlobs: 1, importedBlobs: own?.blobs },
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
        if (own) own.preferences = JSON.parse(text ?? "").preferences;
        return new Response("");
      case "com.atproto.identity.getRecommendedDidCredentials": {
        const services = { atproto_pds: { type: "AtprotoPersonalDataServer", endpoint: origin } };
        const rotationKeys = directory ? [KEY] : undefined;
        return json({ rotationKeys, alsoKnownAs: [`at://${handle}`], verificationMethods: { atproto: KEY }, services });
      }
      case "com.atproto.server.activateAccount":
      case "com.atproto.server.deactivateAccount":
        if (own) own.active = pathname.endsWith("/com.atproto.server.activateAccount");
        return new Response("");
      case "com.atproto.server.requestAccountDelete":
        return new Response("");
      case "com.atproto.server.deleteAccount":
        has[origin] = undefined;
        return new Response("");
    }
    return new Response("", { status: 404 });
  };
  return {
    from,
    to,
    did,
    handle,
    has,
    named,
    fetch,
    namedServer: async () => (await directory?.namedServer()) ?? named.url,
  };
}

/** The document that names a server and the account's key there. */
function documentOf(did: string, url: string): object {
  const service = [{ id: "#atproto_pds", type: "AtprotoPersonalDataServer", serviceEndpoint: url }];
  const multikey = { id: `${did}#atproto`, type: "Multikey", publicKeyMultibase: KEY.slice("did:key:".length) };
  return { id: did, alsoKnownAs: [`at://${handle}`], service, verificationMethod: [multikey] };
}
