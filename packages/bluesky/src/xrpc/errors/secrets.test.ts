import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { getTimeline } from "../../lexicons/app/bsky/feed/getTimeline.ts";
import { getUploadLimits } from "../../lexicons/app/bsky/video/getUploadLimits.ts";
import { createRecord } from "../../lexicons/com/atproto/repo/createRecord.ts";
import { createSession } from "../../lexicons/com/atproto/server/createSession.ts";
import { createClient } from "../client/createClient.ts";
import type { CallOptions, CreateClientOptions } from "../contract/Call.ts";
import type { SessionLike } from "../contract/SessionLike.ts";
import { routeVideo } from "../route/routeVideo.ts";
import { json, serve } from "../testing/serve.ts";
import { NetworkError } from "./NetworkError.ts";

/** A token that does not look like one. */
const TOKEN = "q7Zx-opaque_token.VERY+long/and=secret~0123456789";
const PASSWORD = 'p4ß "wörd\n\\with';
const DID = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
const service = "https://pds.example.com";

/** Everything that an error may show, anywhere. */
function shown(error: unknown, log: readonly string[] = []): string {
  const parts = [inspect(error, { depth: 20, showHidden: true }), JSON.stringify(error), `${error}`, ...log];
  for (let each: unknown = error; each instanceof Error; each = each.cause) parts.push(`${each.stack} ${each.message}`);
  return parts.join("\n");
}

/** How somebody may give a secret back. */
function formsOf(secret: string): string[] {
  const base64 = (text: string): string => Buffer.from(text).toString("base64");
  return [
    secret,
    encodeURIComponent(secret),
    encodeURIComponent(encodeURIComponent(secret)),
    [...Buffer.from(secret)].map((byte) => `%${byte.toString(16)}`).join(""),
    JSON.stringify(secret),
    JSON.stringify(JSON.stringify(secret)),
    [...secret].map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""),
    base64(secret),
    base64(`x${secret}`),
    base64(`user:${secret}`),
    Buffer.from(`xy${secret}!`).toString("base64url"),
  ];
}

/** Pieces of a secret that give it away: of each form what is in the middle, with its escapes undone. */
function assertHidden(text: string, secret: string, what: string): void {
  for (const form of formsOf(secret)) {
    const piece = form.slice(Math.floor(form.length / 2) - 6, Math.floor(form.length / 2) + 6);
    assert.ok(!text.includes(form) && !text.includes(piece), `${what}: ${JSON.stringify(form)} in ${text}`);
  }
}

async function failing(
  options: CreateClientOptions,
  request: (client: ReturnType<typeof createClient>) => Promise<unknown>,
): Promise<[unknown, string[]]> {
  const log: string[] = [];
  const logger = { debug: (line: string) => void log.push(line), warn: (line: string) => void log.push(line) };
  const client = createClient({ service, retry: false, logger, ...options });
  const error: unknown = await request(client).then(
    () => assert.fail("it did not fail"),
    (thrown: unknown) => thrown,
  );
  return [error, log];
}

/** Ways to carry a secret in a call. */
const carriers: Record<
  string,
  (secret: string) => [CreateClientOptions, (client: ReturnType<typeof createClient>) => Promise<unknown>]
> = {
  "a bearer in a header": (secret) => [
    { headers: { authorization: `Bearer ${secret}` } },
    (client) => getTimeline(client),
  ],
  "a header of the call": (secret) => [{}, (client) => getTimeline(client, {}, { headers: { "x-api-key": secret } })],
  "a cookie": (secret) => [{ headers: { cookie: `a=b; sid=${secret}` } }, (client) => getTimeline(client)],
  Basic: (secret) => [
    { headers: { authorization: `Basic ${Buffer.from(`admin:${secret}`).toString("base64")}` } },
    (client) => getTimeline(client),
  ],
  "a password in the input": (secret) => [
    {},
    (client) => createSession(client, { identifier: "a.test", password: secret }),
  ],
  "a token deep in the input": (secret) => [
    {},
    (client) => client.call("a.b.c", { input: { list: [{ resetToken: secret }] } }),
  ],
  "a parameter": (secret) => [{}, (client) => client.call("a.b.c", { params: { token: secret } })],
  "a session that says what it sends": (secret) => [
    { session: { did: DID, "~secrets": () => [secret], fetchHandler: async () => assert.fail() } },
    (client) => getTimeline(client),
  ],
};

for (const [name, carry] of Object.entries(carriers)) {
  test(`${name} is shown in no form in which a server may echo it`, async () => {
    const secret = /header|bearer|cookie/.test(name) ? TOKEN : PASSWORD + TOKEN;
    for (const form of formsOf(secret)) {
      const plain = form.replaceAll(/[^\x20-\x7e]/g, "");
      const answers: [string, () => Response][] = [
        ["the message", () => Response.json({ error: "Bad", message: `not with <${form}>` }, { status: 400 })],
        ["the error", () => Response.json({ error: form, message: "no" }, { status: 401 })],
        ["the content type", () => new Response("x", { status: 500, headers: { "content-type": `text/${plain}` } })],
        ["the type of an answer", () => new Response("x", { headers: { "content-type": `text/${plain}` } })],
        [
          "the policy",
          () =>
            Response.json(
              { error: "Slow" },
              { status: 429, headers: { "ratelimit-limit": "5", "ratelimit-policy": plain, "ratelimit-reset": "1" } },
            ),
        ],
        [
          "what fetch throws",
          () => {
            throw new TypeError("fetch failed", {
              cause: Object.assign(new Error(`got ${form}`), { code: "E_ODD", sent: { form } }),
            });
          },
        ],
      ];
      for (const [where, answer] of answers) {
        const [options, request] = carry(secret);
        const session = options.session && { ...options.session, fetchHandler: async () => answer() };
        const [error, log] = await failing(
          { fetch: async () => answer(), ...options, ...(session && { session }) },
          request,
        );
        assertHidden(shown(error, log), secret, `${where}, ${form}`);
      }
    }
  });
}

test("a token that is cut off is hidden, at either end and in the middle", async () => {
  for (const piece of [TOKEN.slice(0, 12), TOKEN.slice(-12), TOKEN.slice(10, 30)]) {
    const fetch = async (): Promise<Response> =>
      Response.json({ error: "Bad", message: `it was <${piece}...>` }, { status: 400 });
    const [error] = await failing({ fetch, headers: { authorization: `Bearer ${TOKEN}` } }, (client) =>
      getTimeline(client),
    );
    assert.ok(!shown(error).includes(piece), shown(error));
    assert.match(`${error}`, /it was <\[secret\]\.\.\.>/);
  }
  // Where an error ends its texts, too.
  const fetch = async (): Promise<Response> =>
    Response.json({ error: "Bad", message: `${"x".repeat(1970)} ${TOKEN}` }, { status: 400 });
  const [error] = await failing({ fetch, headers: { authorization: `Bearer ${TOKEN}` } }, (client) =>
    getTimeline(client),
  );
  assert.ok(!shown(error).includes(TOKEN.slice(0, 8)));
});

test("what is no secret stays as it is", async () => {
  const fetch = async (): Promise<Response> =>
    Response.json(
      { error: "InvalidRequest", message: `Bearer, session and application/json at ${service} for alice.test` },
      { status: 400 },
    );
  const headers = {
    authorization: "Bearer abc",
    "content-type": "application/json",
    cookie: "session=x",
    origin: service,
  };
  const [error] = await failing({ fetch, headers }, (client) =>
    createSession(client, { identifier: "alice.test", password: "abc" }),
  );
  assert.match(
    `${error}`,
    /InvalidRequest: Bearer, session and application\/json at https:\/\/pds\.example\.com for alice\.test \(HTTP 400\)/,
  );
});

test("a token with a newline is in no error of the platform's headers", async () => {
  const bad = "Bearer canary-canary\ncanary-canary";
  const session: SessionLike = {
    did: DID,
    fetchHandler: async () => {
      new Headers().set("authorization", bad);
      return new Response();
    },
  };
  for (const request of [
    (client: ReturnType<typeof createClient>) => getTimeline(client),
    (client: ReturnType<typeof createClient>) =>
      createRecord(client, { repo: DID, collection: "a.b.c", record: { $type: "a.b.c" } }),
  ]) {
    const [error, log] = await failing({ session, service: undefined }, request);
    assert.ok(error instanceof NetworkError);
    assert.match(error.message, /header value/);
    assert.doesNotMatch(shown(error, log), /canary/);
  }
  // A token that a server has issued.
  const issuing: SessionLike = { did: DID, fetchHandler: async () => Response.json({ token: bad }) };
  const [error, log] = await failing({ session: issuing, service: undefined, route: routeVideo }, (client) =>
    getUploadLimits(client),
  );
  assert.equal((error as { code?: string }).code, "invalid_request");
  assert.doesNotMatch(shown(error, log), /canary/);
});

test("headers, a proxy, labelers that cannot be sent are refused where they are given, and not shown", async () => {
  const wrong: [option: string, CallOptions][] = [
    ["headers", { headers: { authorization: "Bearer canary\r\nx-evil: 1" } }],
    ["headers", { headers: { "user-agent": "canary\nx" } }],
    ["headers", { headers: { "x-canary\r\nx": "1" } }],
    ["headers", { headers: { "x-y": "canary ✓" } }],
    ["headers", { headers: { "x-y": { canary: 1 } as unknown as string } }],
    ["proxy", { proxy: "did:web:canary.example.com#x\r\nx-evil: 1" }],
    ["proxy", { proxy: 5 as unknown as string }],
    ["labelers", { labelers: ["did:plc:canary\r\nx-evil: 1"] }],
    ["labelers", { labelers: [{ did: "did:plc:canary" } as unknown as string] }],
    ["labelers", { labelers: "did:plc:canary" as unknown as string[] }],
  ];
  const client = createClient({ service, fetch: () => assert.fail("it was sent") });
  for (const [option, options] of wrong) {
    const refused = (error: unknown): true => {
      assert.deepEqual(
        [(error as { code?: string }).code, (error as { option?: string }).option],
        ["invalid_option", option],
        shown(error),
      );
      assert.doesNotMatch(shown(error), /canary|\[object/);
      return true;
    };
    assert.throws(() => createClient(options), refused);
    assert.throws(() => client.with(options), refused);
    await assert.rejects(getTimeline(client, {}, options), refused);
    const result = await getTimeline.safe(client, {}, options);
    refused(result.ok ? undefined : result.error);
  }
});

test("what hangs on a cause is looked at; a clean cause stays what it is", async () => {
  const causes: [string, unknown][] = [
    ["an object", Object.assign(new Error("failed"), { config: { headers: { Authorization: `Bearer ${TOKEN}` } } })],
    ["headers", Object.assign(new Error("failed"), { sent: new Headers({ authorization: `Bearer ${TOKEN}` }) })],
    [
      "a request",
      Object.assign(new Error("failed"), { request: new Request(service, { headers: { authorization: TOKEN } }) }),
    ],
    ["a list", new AggregateError([new Error(`with ${TOKEN}`)], "failed")],
    ["a cause of a cause", new Error("failed", { cause: new Error("inner", { cause: `with ${TOKEN}` }) })],
    ["a JWT of somebody", new Error("failed with eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln")],
    ["a password in a URL", new Error(`failed at https://user:${TOKEN}@pds.example.com`)],
    ["a text", `with ${TOKEN}`],
    ["a map", Object.assign(new Error("failed"), { sent: new Map([["a", TOKEN]]) })],
    [
      "what is too large to be looked at",
      Object.assign(new Error("failed"), { many: Array.from({ length: 1000 }, (_, n) => n) }),
    ],
    [
      "a getter that throws",
      Object.defineProperty(new Error("failed"), "odd", {
        get: () => {
          throw new Error(TOKEN);
        },
      }),
    ],
  ];
  for (const [name, cause] of causes) {
    const fetch = async (): Promise<Response> => {
      throw cause;
    };
    const [error, log] = await failing({ fetch, headers: { authorization: `Bearer ${TOKEN}` } }, (client) =>
      getTimeline(client),
    );
    assert.ok(error instanceof NetworkError, name);
    assert.notEqual(error.cause, cause, name);
    assert.ok(error.cause instanceof Error || typeof error.cause === "string");
    assertHidden(shown(error, log), TOKEN, name);
    assert.doesNotMatch(shown(error, log), /eyJ/, name);
  }
  const clean = new TypeError("fetch failed", {
    cause: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }),
  });
  const [error] = await failing(
    { fetch: () => Promise.reject(clean), headers: { authorization: `Bearer ${TOKEN}` } },
    (client) => getTimeline(client),
  );
  assert.equal((error as Error).cause, clean);
});

test("nothing secret is on the way from a real server, in an error or in a log", async () => {
  await using server = await serve((request, response, body) =>
    json(response, { error: request.headers.authorization, message: `${request.url} ${body}` }, 400, {
      "ratelimit-policy": `${request.headers.authorization}`,
      "ratelimit-limit": "1",
    }),
  );
  const headers = { authorization: `Bearer ${TOKEN}` };
  const [error, log] = await failing({ service: server.url, headers }, (client) =>
    createSession(client, { identifier: "a.test", password: PASSWORD }),
  );
  assertHidden(shown(error, log), TOKEN, "the token");
  assertHidden(shown(error, log), PASSWORD, "the password");
  assert.match(`${error}`, /"identifier":"a\.test"/);
});
