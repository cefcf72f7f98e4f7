/** A request, as far as it is looked at. */
export interface CaseRequest {
  readonly method: string;
  readonly url: URL;
  header(name: string): string | undefined;
  readonly body: Uint8Array;
}

/** An answer. */
export interface CaseAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

interface Stored {
  readonly uri: string;
  readonly cid: string;
  readonly value: object;
}

const DID = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
const BLOB = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";

/** A CID for each version of a record. They are none of its bytes: nobody checks. */
const cidOf = (version: number): string =>
  `bafyreia${"abcdefghijklmnopqrstuvwxyz234567"[version % 32]}`.padEnd(59, "a");

/** A token that says of itself what servers' tokens do. Its signature is none. */
function token(count: number): string {
  const iat = Math.floor(Date.now() / 1000);
  const claims = { sub: DID, iat, exp: iat + 7200, count };
  return `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.e30`;
}

/**
 * What the servers of a small network answer: a PLC directory, a DNS resolver, the web server of a handle, a PDS and an AppView, with
 * one account, `alice.test`, also known as `did:plc:aaaaaaaaaaaaaaaaaaaaaaaa`.
 */
export function createNetwork(origin: string): (request: CaseRequest) => CaseAnswer {
  const records = new Map<string, Stored>();
  let version = 0;
  let tokens = 0;
  /** Access tokens that a refresh has given: only they are good for everything. */
  const renewed = new Set<string>();
  let blob: { readonly bytes: Uint8Array; readonly encoding: string } | undefined;
  /** When notifications were seen. */
  let seenAt = "2026-01-01T00:00:00.000Z";
  /** One of them is of a kind that nobody knows. */
  let preferences: readonly object[] = [{ $type: "com.example.prefs#later", kept: [1, "ü"] }];
  /** How often each path was asked for. */
  const asked = new Map<string, number>();

  const didDocument = {
    "@context": ["https://www.w3.org/ns/did/v1"],
    id: DID,
    alsoKnownAs: ["at://alice.test"],
    verificationMethod: [
      {
        id: `${DID}#atproto`,
        type: "Multikey",
        controller: DID,
        publicKeyMultibase: "zQ3shQo6TF2moaqMTrUZEM1jeuYRQXeHEx4evX9751y2qPqRA",
      },
    ],
    service: [{ id: "#atproto_pds", type: "AtprotoPersonalDataServer", serviceEndpoint: origin }],
  };

  function session(): { readonly accessJwt: string } {
    const account = { did: DID, handle: "alice.test", active: true, didDoc: didDocument };
    const refreshJwt = token(++tokens);
    return { ...account, accessJwt: token(++tokens), ...{ refreshJwt } };
  }

  function write({ collection, rkey, record }: { collection: string; rkey: string; record: object }): Stored {
    const uri = `at://${DID}/${collection}/${rkey}`;
    const stored = { uri, cid: cidOf(version++), value: record };
    records.set(uri, stored);
    return stored;
  }

  /** What is at the end of `/xrpc/`, by NSID. */
  const operations: Readonly<Record<string, (request: CaseRequest, input: Input) => CaseAnswer>> = {
    "com.atproto.identity.resolveHandle": ({ url }) =>
      url.searchParams.get("handle") === "alice.test"
        ? json({ did: DID })
        : failure(400, "InvalidRequest", "Unable to resolve handle"),

    "com.atproto.server.createSession": (_, { password }) =>
      password === "secret"
        ? json(session())
        : failure(401, "AuthenticationRequired", "Invalid identifier or password"),
    "com.atproto.server.refreshSession": () => {
      const made = session();
      renewed.add(`Bearer ${made.accessJwt}`);
      return json(made);
    },
    "com.atproto.server.deleteSession": () => ({ status: 200, headers: {}, body: "" }),
    "com.atproto.server.getSession": (request) =>
      renewed.has(request.header("authorization") ?? "")
        ? json({ did: DID, handle: "alice.test", active: true })
        : failure(400, "ExpiredToken", "Token has expired"),
    "com.atproto.server.getServiceAuth": () => json({ token: token(0) }),

    "com.atproto.repo.createRecord": (_, input) => json(picked(write(input))),
    "com.atproto.repo.putRecord": (_, input) => json(picked(write(input))),
    "com.atproto.repo.deleteRecord": (_, { collection, rkey }) => {
      records.delete(`at://${DID}/${collection}/${rkey}`);
      return json({});
    },
    "com.atproto.repo.getRecord": ({ url: { searchParams } }) => {
      const found = records.get(`at://${DID}/${searchParams.get("collection")}/${searchParams.get("rkey")}`);
      return found ? json(found) : failure(400, "RecordNotFound", "Could not locate record");
    },
    "com.atproto.repo.listRecords": ({ url: { searchParams } }) => {
      const prefix = `at://${DID}/${searchParams.get("collection")}/`;
      const found = [...records.values()].filter(({ uri }) => uri.startsWith(prefix)).reverse();
      const from = Number(searchParams.get("cursor") ?? 0);
      const to = from + Number(searchParams.get("limit") ?? 50);
      return json({ records: found.slice(from, to), ...(to < found.length && { cursor: `${to}` }) });
    },
    "com.atproto.repo.applyWrites": (_, { writes }) =>
      json({
        commit: { cid: cidOf(version), rev: "3jzfcijpj2z2a" },
        results: writes.map(({ $type, value = {}, ...place }) => {
          const isDelete = $type.endsWith("#delete");
          if (isDelete) records.delete(`at://${DID}/${place.collection}/${place.rkey}`);
          return { $type: `${$type}Result`, ...(!isDelete && picked(write({ ...place, record: value }))) };
        }),
      }),

    "com.atproto.repo.uploadBlob": (request) => {
      const encoding = request.header("content-type") ?? "";
      blob = { bytes: request.body, encoding };
      return json({ blob: { $type: "blob", ref: { $link: BLOB }, mimeType: encoding, size: request.body.length } });
    },
    "com.atproto.sync.getBlob": () => ({
      status: 200,
      headers: { "content-type": blob?.encoding ?? "" },
      body: blob?.bytes ?? "",
    }),
    "chat.bsky.actor.exportAccountData": () => ({
      status: 200,
      headers: { "content-type": "application/jsonl" },
      body: '{"text":"ü"}\n\n{"text":"b"}\n',
    }),

    "app.bsky.actor.getPreferences": () => json({ preferences }),
    "app.bsky.actor.putPreferences": (_, input) => {
      preferences = input.preferences;
      return { status: 200, headers: {}, body: "" };
    },
    "app.bsky.actor.getProfile": ({ url }) =>
      url.searchParams.get("actor") === "alice.test"
        ? json({ did: DID, handle: "alice.test", displayName: "Alice 🙂" })
        : failure(400, "InvalidRequest", "Profile not found"),
    // Takes reports of posts only, and knows new reasons only.
    "app.bsky.labeler.getServices": () =>
      json({
        views: [
          {
            creator: { did: DID, handle: "alice.test" },
            reasonTypes: ["tools.ozone.report.defs#reasonMisleadingSpam"],
            subjectTypes: ["record"],
          },
        ],
      }),
    "com.atproto.moderation.createReport": (request, { reasonType, subject }) => {
      const proxy = request.header("atproto-proxy");
      if (proxy !== `${DID}#atproto_labeler`) return failure(400, "InvalidRequest", `no labeler ${proxy}`);
      return json({ id: 1, reasonType, subject, reportedBy: DID, createdAt: new Date().toISOString() });
    },
    // Fails first, then has two pages.
    "app.bsky.actor.searchActors": ({ url }) => {
      if (once(`searchActors ${url.search}`)) return failure(503, "NotReady", "try again", { "retry-after": "0" });
      const actors = [{ did: DID, handle: "alice.test" }];
      return json(url.searchParams.has("cursor") ? { actors } : { actors, cursor: "2" }, {
        "ratelimit-limit": "3000",
        "ratelimit-remaining": "2999",
        "ratelimit-reset": `${Math.floor(Date.now() / 1000) + 300}`,
        "ratelimit-policy": "3000;w=300",
      });
    },
    // Five posts, the newest first, in pages.
    "app.bsky.feed.getTimeline": ({ url: { searchParams } }) => {
      const top = Number(searchParams.get("cursor") ?? 5);
      const end = Math.max(0, top - Number(searchParams.get("limit")));
      const feed = Array.from({ length: top - end }, (_, i) => ({ post: postView(top - i - 1) }));
      return json({ feed, ...(end > 0 && { cursor: `${end}` }) });
    },
    "app.bsky.feed.getPostThread": ({ url }) => {
      if (!url.searchParams.get("uri")?.endsWith("/1")) return failure(400, "NotFound", "Post not found");
      const $type = "app.bsky.feed.defs#threadViewPost";
      const parent = { $type: "app.bsky.feed.defs#notFoundPost", uri: postView(0).uri, notFound: true };
      const replies = [{ $type, post: postView(2) }];
      return json({ thread: { $type, post: { ...postView(1), replyCount: 2 }, parent, replies } });
    },
    // Finds what it was asked for.
    "app.bsky.feed.searchPosts": ({ url: { searchParams } }) => {
      const asked = ["author", "tag", "since"].map((name) => `${name}=${searchParams.get(name)}`);
      return json({ posts: [postView(0, [searchParams.get("q"), ...asked].join(", "))] });
    },
    "app.bsky.notification.listNotifications": ({ url: { searchParams } }) => {
      const below = searchParams.get("cursor") ?? "9";
      const listed = notificationsOf(seenAt).filter(({ indexedAt }) => indexedAt < below);
      const notifications = listed.slice(0, Number(searchParams.get("limit")));
      const cursor = notifications.length < listed.length ? notifications.at(-1)?.indexedAt : undefined;
      return json({ notifications, cursor, seenAt });
    },
    "app.bsky.notification.getUnreadCount": () =>
      json({ count: notificationsOf(seenAt).filter(({ isRead }) => !isRead).length }),
    "app.bsky.notification.updateSeen": (_, input) => {
      seenAt = input.seenAt;
      return { status: 200, headers: {}, body: "" };
    },
    "app.bsky.feed.getFeedGenerators": ({ url }) => ({
      status: 302,
      headers: { location: `${origin}/elsewhere${url.search}` },
      body: "",
    }),
  };

  return (request) => {
    const { method, url, body } = request;
    const { pathname } = url;
    if (method === "OPTIONS") return { status: 204, headers: {}, body: "" };
    if (pathname === `/${DID}`) return json(didDocument);
    if (pathname === "/.well-known/atproto-did") return { status: 200, headers: {}, body: `${DID}\n` };
    if (pathname === "/.well-known/did.json") return json({ ...didDocument, id: url.searchParams.get("did") });
    if (pathname === "/dns-query") return json({ Status: 0, Answer: [{ type: 16, data: `"did=${DID}"` }] });
    const operation = operations[pathname.replace("/xrpc/", "")];
    if (!operation) return failure(404, "NotFound", pathname);
    const isJson = request.header("content-type")?.includes("json") ?? false;
    return operation(request, isJson ? JSON.parse(new TextDecoder().decode(body)) : ({} as Input));
  };

  /** Whether this is the first time. */
  function once(what: string): boolean {
    const count = (asked.get(what) ?? 0) + 1;
    asked.set(what, count);
    return count === 1;
  }
}

/** All that inputs may have, of the operations here. */
interface Input {
  readonly password?: string;
  readonly collection: string;
  readonly rkey: string;
  readonly record: object;
  readonly seenAt: string;
  readonly preferences: readonly object[];
  readonly reasonType: string;
  readonly subject: object;
  readonly writes: readonly { $type: string; collection: string; rkey: string; value?: object }[];
}

/** One of the account's posts, of which the next one is made a second later. */
function postView(second: number, text = `${second}`) {
  const createdAt = `2026-01-01T00:00:0${second}.000Z`;
  const record = { $type: "app.bsky.feed.post", text, createdAt };
  const author = { did: DID, handle: "alice.test" };
  return { uri: `at://${DID}/app.bsky.feed.post/${second}`, cid: cidOf(second), author, record, indexedAt: createdAt };
}

/** Three notifications, the newest first: two likes of a post and a reply to it. */
function notificationsOf(seenAt: string) {
  return [3, 2, 1].map((second) => {
    const { uri, cid, record, indexedAt } = postView(second);
    const author = { did: DID.slice(0, -1) + "abcd"[second], handle: `author${second}.test` };
    const reason = second === 1 ? "reply" : "like";
    const about = { reason, reasonSubject: postView(0).uri, isRead: indexedAt < seenAt };
    return { uri, cid, author, record, indexedAt, ...about };
  });
}

function picked({ uri, cid }: Stored): object {
  return { uri, cid };
}

function json(value: object, headers: Readonly<Record<string, string>> = {}): CaseAnswer {
  return { status: 200, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(value) };
}

function failure(
  status: number,
  error: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): CaseAnswer {
  return { ...json({ error, message }, headers), status };
}
