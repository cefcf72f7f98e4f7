import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { type Account, type Network, startNetwork, type VideoService } from "bluesky-devnet";

let net: Network;
let video: VideoService;
let alice: Account;
let session: string;

before(async () => {
  net = await startNetwork({ appView: false, video: true });
  assert.ok(net.video);
  video = net.video;
  alice = await net.createAccount("alice");
  const { identifier, password } = alice;
  const answer = await post(`${net.network.pds}/xrpc/com.atproto.server.createSession`, { identifier, password });
  session = String((await read(answer)).accessJwt);
});
afterEach(() => video.clear());
after(() => net?.close());

const MP4 = Buffer.from("\0\0\0\x14ftypmp42\0\0\0\0mp42\0\0\0\x10mdatpictures", "latin1");
const UPLOAD = "com.atproto.repo.uploadBlob";

const read = async (answer: Response): Promise<Record<string, unknown>> => Object(await answer.json());
const post = (url: string, body: object): Promise<Response> =>
  fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

/** A token of the real PDS. */
async function tokenFor(aud: string, lxm: string): Promise<string> {
  const exp = String(Math.floor(Date.now() / 1000) + 1800);
  const url = `${net.network.pds}/xrpc/com.atproto.server.getServiceAuth?${new URLSearchParams({ aud, lxm, exp })}`;
  return String((await read(await fetch(url, { headers: { authorization: `Bearer ${session}` } }))).token);
}

async function upload(body: Uint8Array<ArrayBuffer>, token: string, did = alice.did): Promise<Response> {
  const query = new URLSearchParams({ did, name: "a.mp4" });
  const headers = { authorization: `Bearer ${token}`, "content-type": "video/mp4" };
  return fetch(`${video.url}/xrpc/app.bsky.video.uploadVideo?${query}`, { method: "POST", headers, body });
}

/** The status of a job, once it has ended. */
async function ended(jobId: unknown): Promise<Record<string, unknown>> {
  for (;;) {
    const answer = await fetch(`${video.url}/xrpc/app.bsky.video.getJobStatus?jobId=${jobId}`);
    const status = Object((await read(answer)).jobStatus);
    if (/COMPLETED|FAILED/.test(status.state)) return status;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe("the video service of devnet", () => {
  it("is part of the network's data, and has a document", async () => {
    assert.deepEqual(net.network.video, { url: video.url, did: video.did });
    const document = await read(await fetch(`${video.url}/.well-known/did.json`));
    assert.equal(document.id, video.did);
  });

  it("gives a video to the real PDS with the token of its caller, once", async () => {
    const token = await tokenFor(net.services.pds.did, UPLOAD);
    const body = Uint8Array.from(MP4);
    const first = await read(await upload(body, token));
    const { state, blob } = await ended(first.jobId);
    assert.equal(state, "JOB_STATE_COMPLETED");
    assert.equal(Object(blob).size, MP4.length);
    assert.deepEqual(
      video.videos.map(({ did, cid }) => [did, cid]),
      [[alice.did, Object(blob).ref.$link]],
    );
    const again = await upload(body, token);
    assert.equal(again.status, 409);
    const status = await read(again);
    assert.deepEqual([status.error, status.blob], ["already_exists", blob]);
    assert.equal(video.videos.length, 1);
  });

  it("refuses tokens for others, for other things, expired ones, and those that it cannot verify", async () => {
    const token = await tokenFor(net.services.pds.did, UPLOAD);
    const [header = "", claims = "", signature = ""] = token.split(".");
    const change = (more: object): string =>
      Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(claims, "base64url").toString()), ...more })).toString(
        "base64url",
      );
    for (const [bad, error] of [
      ["", "AuthMissing"],
      ["x.y.z", "BadJwt"],
      [await tokenFor(video.did, UPLOAD), "BadJwtAudience"],
      [await tokenFor(net.services.pds.did, "com.atproto.repo.createRecord"), "BadJwtLexiconMethod"],
      [`${header}.${change({ exp: 1 })}.${signature}`, "ExpiredToken"],
      [`${header}.${change({ jti: "other" })}.${signature}`, "BadJwtSignature"],
      [`${header}.${change({ iss: "did:plc:ewvi7nxzyoun6zhxrhs64oiz" })}.${signature}`, "UntrustedIss"],
      [session, "BadJwt"],
    ] as const) {
      const answer = await upload(Uint8Array.from(MP4), bad);
      assert.equal(answer.status, 401, error);
      const said = await read(answer);
      if (bad !== session) assert.equal(said.error, error);
    }
    const other = await upload(Uint8Array.from(MP4), token, "did:plc:ewvi7nxzyoun6zhxrhs64oiz");
    assert.equal(other.status, 400);
  });

  it("does what its faults say, as often as they say", async () => {
    const token = await tokenFor(net.services.pds.did, UPLOAD);
    const rule = video.add("failedJob", { times: 1, did: alice.did });
    const body = Uint8Array.from([...MP4, 1]);
    const { failureCode } = await ended((await read(await upload(body, token))).jobId);
    assert.deepEqual([failureCode, rule.hits], ["encoding_failure", 1]);
    // What has failed is not there: it can be uploaded again.
    assert.equal((await ended((await read(await upload(body, token))).jobId)).state, "JOB_STATE_COMPLETED");
    const limits = await tokenFor(video.did, "app.bsky.video.getUploadLimits");
    const ask = async () =>
      (
        await read(
          await fetch(`${video.url}/xrpc/app.bsky.video.getUploadLimits`, {
            headers: { authorization: `Bearer ${limits}` },
          }),
        )
      ).canUpload;
    const quota = video.add("quota", { skip: 1 });
    assert.deepEqual([await ask(), await ask()], [true, false]);
    quota.remove();
    assert.equal(await ask(), true);
    assert.throws(() => video.add("nothing" as "quota"), { code: "invalid_option" });
  });

  it("says so where the PDS takes no blob of that size", async () => {
    await using small = await startNetwork({ appView: false, video: true, blobLimit: 30 });
    const { did, identifier, password } = await small.createAccount("bob");
    const login = await post(`${small.network.pds}/xrpc/com.atproto.server.createSession`, { identifier, password });
    const [before, service] = [session, video];
    try {
      session = String((await read(login)).accessJwt);
      const query = new URLSearchParams({
        ...{ aud: small.services.pds.did, lxm: UPLOAD, exp: `${Math.floor(Date.now() / 1000) + 60}` },
      });
      const url = `${small.network.pds}/xrpc/com.atproto.server.getServiceAuth?${query}`;
      const { token } = await read(await fetch(url, { headers: { authorization: `Bearer ${session}` } }));
      assert.ok(small.video);
      video = small.video;
      const answer = await upload(Uint8Array.from(MP4), String(token), did);
      assert.equal((await ended((await read(answer)).jobId)).failureCode, "pds_upload_unsupported_blob_size");
    } finally {
      [session, video] = [before, service];
    }
  });
});
