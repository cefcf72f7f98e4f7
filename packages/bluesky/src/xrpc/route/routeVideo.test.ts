import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient } from "../client/createClient.ts";
import { forgetUploadToken, routeVideo } from "./routeVideo.ts";

const PDS = "did:web:pds.test";
const LXM = "com.atproto.repo.uploadBlob";

/** A client whose server gives tokens that are numbered, and what was asked for and sent. */
function routed() {
  const asked: URLSearchParams[] = [];
  const sent: [nsid: string, token: string | null][] = [];
  const session = {
    did: "did:plc:ewvi7nxzyoun6zhxrhs64oiz",
    async fetchHandler(path: string): Promise<Response> {
      const url = new URL(path, "https://pds.test");
      if (url.pathname.endsWith("describeServer")) return Response.json({ did: PDS });
      asked.push(url.searchParams);
      return Response.json({ token: `t${asked.length}` });
    },
  };
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const nsid = new URL(String(input)).pathname.split(".").at(-1) ?? "";
    sent.push([nsid, new Headers(init?.headers).get("authorization")]);
    return Response.json({});
  };
  const client = createClient({ session, fetch, route: routeVideo, validate: false });
  const call = (name: string) => client.call(`app.bsky.video.${name}`, { method: "POST" });
  return { asked, sent, session, call, client };
}

test("all calls of an upload in parts have one token, for the account's server", async () => {
  const { asked, sent, call } = routed();
  const names = ["startUpload", "uploadPart", "uploadPart", "getUploadStatus", "finishUpload", "abortUpload"];
  for (const name of [...names, "uploadVideo"]) await call(name);
  assert.deepEqual(
    sent.map(([, token]) => token),
    sent.map(() => "Bearer t1"),
  );
  assert.deepEqual([asked[0]?.get("aud"), asked[0]?.get("lxm"), asked.length], [PDS, LXM, 1]);
  const lasts = Number(asked[0]?.get("exp")) - Date.now() / 1000;
  assert.ok(lasts > 1700 && lasts <= 1800, `${lasts}`);
});

test("what is no upload has a token of its own, for the service", async () => {
  const { asked, call } = routed();
  await call("uploadVideo");
  await call("getJobStatus");
  await call("getUploadLimits");
  assert.deepEqual(
    asked.map((params) => params.get("lxm")),
    [LXM, "app.bsky.video.getJobStatus", "app.bsky.video.getUploadLimits"],
  );
  assert.equal(asked[1]?.get("aud"), "did:web:video.bsky.app");
});

test("it is renewed before it expires, earlier for what the service works on afterwards", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.UTC(2026, 0, 1) });
  const { sent, call } = routed();
  const minute = 60_000;
  await call("startUpload");
  t.mock.timers.tick(6 * minute);
  await call("uploadPart");
  await call("finishUpload");
  t.mock.timers.tick(28 * minute);
  await call("uploadPart");
  t.mock.timers.tick(1.5 * minute);
  await call("uploadPart");
  assert.deepEqual(
    sent.map(([, token]) => token),
    ["Bearer t1", "Bearer t1", "Bearer t2", "Bearer t2", "Bearer t3"],
  );
});

test("each session has its own, and one that is not taken is forgotten", async () => {
  const one = routed();
  const two = routed();
  await one.call("startUpload");
  await two.call("startUpload");
  assert.deepEqual([one.asked.length, two.asked.length], [1, 1]);
  forgetUploadToken(one.session);
  await one.call("uploadPart");
  await one.client.with({ headers: { "user-agent": "x" } }).call("app.bsky.video.uploadPart", { method: "POST" });
  assert.deepEqual(
    one.sent.map(([, token]) => token),
    ["Bearer t1", "Bearer t2", "Bearer t2"],
  );
});
