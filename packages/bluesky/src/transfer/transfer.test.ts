import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { generateKey } from "../crypto/signing/generateKey.ts";
import { cidForBlob } from "../data/cidFor.ts";
import { type RecordInit, type WrittenRepo, writeRepo } from "../repo/write/writeRepo.ts";
import { nextTid } from "../syntax/tid.ts";
import { createClient } from "../xrpc/client/createClient.ts";
import type { Client } from "../xrpc/contract/Call.ts";
import { carFile, type ExportOptions, exportRepo, verifyExport } from "./file.ts";
import { findBlobs } from "./folder/findBlobs.ts";
import { joinCars } from "./folder/joinCars.ts";

const root = mkdtempSync(join(tmpdir(), "bluesky-transfer-"));
after(() => rmSync(root, { recursive: true, force: true }));

const did = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
const key = await generateKey("secp256k1");
const pictures = Array.from({ length: 6 }, (_, n) => Buffer.from(`picture ${n}`));
const cids = await Promise.all(pictures.map((bytes) => cidForBlob(bytes)));
const record = (n: number): RecordInit => {
  const image = { $type: "blob", ref: { $link: cids[n % cids.length] }, mimeType: "image/png", size: 9 };
  return { collection: "com.example.picture", rkey: `key${n}`, value: { $type: "com.example.picture", n, image } };
};
const records = (count: number): RecordInit[] => Array.from({ length: count }, (_, n) => record(n));

/** A server with a repository, and what it does when it is asked. */
interface Server {
  repo: WrittenRepo;
  asked: string[];
  answer(path: string, params: URLSearchParams): Response | Promise<Response> | undefined;
}

async function serve(count: number): Promise<{ server: Server; client: Client }> {
  const server: Server = { repo: await writeRepo(records(count), { did, key }), asked: [], answer: () => undefined };
  const fetch: typeof globalThis.fetch = async (input) => {
    const { pathname, searchParams } = new URL(`${input}`);
    const path = pathname.replace("/xrpc/com.atproto.sync.", "");
    server.asked.push(searchParams.has("since") ? `${path}?since` : path);
    const answer = await server.answer(path, searchParams);
    if (answer) return answer;
    const { cid, rev } = server.repo;
    if (path === "getLatestCommit") return Response.json({ cid, rev });
    if (path === "getRepo") return new Response(server.repo.bytes(), { headers: { "content-type": CAR } });
    const found = cids.indexOf(searchParams.get("cid") ?? "");
    return new Response(pictures[found], { headers: { "content-type": "image/png" } });
  };
  return { server, client: createClient({ service: "https://pds.example.com", fetch, retry: false }) };
}

const CAR = "application/vnd.ipld.car";
let folders = 0;
const newFolder = (): string => join(root, `${folders++}`);
const options = (folder: string, rest: Partial<ExportOptions> = {}): ExportOptions => ({
  ...{ folder, key: key.did, service: "https://pds.example.com" },
  ...rest,
});
const failure = (status: number, error: string): Response => Response.json({ error, message: error }, { status });

describe("exportRepo", () => {
  it("names blobs that are refused or are others, and ends at what may pass, to go on there", async () => {
    const { server, client } = await serve(6);
    const folder = newFolder();
    server.answer = (path, params) => {
      if (path !== "getBlob") return;
      if (params.get("cid") === cids[0]) return failure(400, "BlobNotFound");
      if (params.get("cid") === cids[1]) return new Response("other", { headers: { "content-type": "image/png" } });
      if (params.get("cid") === cids[4]) return failure(503, "Down");
      return;
    };
    await assert.rejects(exportRepo(client, did, options(folder, { parallel: 1 })), { status: 503 });
    assert.deepEqual(readdirSync(folder).sort(), [`${server.repo.rev}.car`, "blobs"]);
    assert.deepEqual(readdirSync(join(folder, "blobs")).sort(), [cids[2], cids[3]].sort());
    await assert.rejects(verifyExport(folder, { key: key.did }), { reason: "no_manifest" });
    for (const [status, error] of [
      [429, "RateLimitExceeded"],
      [401, "AuthMissing"],
    ] as const) {
      const { answer } = server;
      server.answer = (path, params) =>
        path === "getBlob" && params.get("cid") === cids[4] ? failure(status, error) : answer(path, params);
      await assert.rejects(exportRepo(client, did, options(folder)), { status });
    }
    const refusals = server.answer;
    server.answer = (path, params) => (params.get("cid") === cids[4] ? undefined : refusals(path, params));
    server.asked = [];
    const { missing, downloaded, transfer } = await exportRepo(client, did, options(folder));
    assert.equal(transfer, "none");
    assert.ok(!server.asked.includes("getRepo") && downloaded <= 2);
    assert.deepEqual(missing.map(({ cid }) => cid).sort(), [cids[0], cids[1]].sort());
    assert.match(missing.find(({ cid }) => cid === cids[0])?.reason ?? "", /BlobNotFound/);
    assert.match(missing.find(({ cid }) => cid === cids[1])?.reason ?? "", /something else/);
    assert.equal((await verifyExport(folder, { key: key.did })).blobs, 4);
    server.answer = () => undefined;
    assert.deepEqual((await exportRepo(client, did, options(folder))).missing, []);
  });

  it("takes all of it where the server has no differences, and keeps the export before where it is stopped", async () => {
    const { server, client } = await serve(3);
    const folder = newFolder();
    const first = await exportRepo(client, did, options(folder));
    const before = readFileSync(first.car);
    server.repo = await writeRepo(records(200), { did, key, rev: nextTid() });
    // A stream that ends too early, and one that is somebody else's.
    for (const bytes of [server.repo.bytes().slice(0, -5), await forged()]) {
      server.answer = (path) =>
        path === "getRepo" ? new Response(bytes, { headers: { "content-type": CAR } }) : undefined;
      await assert.rejects(exportRepo(client, did, options(folder)), { name: "RepoError" });
      assert.equal((await verifyExport(folder, { key: key.did })).rev, first.rev);
      assert.deepEqual(readFileSync(first.car), before);
    }
    server.asked = [];
    server.answer = (path, params) =>
      path === "getRepo" && params.has("since") ? failure(400, "InvalidRequest") : undefined;
    const second = await exportRepo(client, did, options(folder));
    assert.deepEqual([second.transfer, second.records], ["full", 200]);
    assert.deepEqual(server.asked.slice(0, 3), ["getLatestCommit", "getRepo?since", "getRepo"]);
    assert.deepEqual(readdirSync(folder).sort(), [`${second.rev}.car`, "blobs", "manifest.json"]);
  });

  it("goes on without what a run that was stopped has left, and stops when it is told to", async () => {
    const { server, client } = await serve(4);
    const folder = newFolder();
    await exportRepo(client, did, options(folder, { blobs: false }));
    for (const name of ["arriving.new", "joined.new.0123456789ab.part", "blobs/x.0123456789ab.part"]) {
      writeFileSync(join(folder, name), "half");
    }
    const controller = new AbortController();
    const onProgress = ({ stage }: { stage: string }): void => {
      if (stage === "blobs") controller.abort();
    };
    const stopped = exportRepo(client, did, options(folder, { signal: controller.signal, onProgress, parallel: 1 }));
    await assert.rejects(stopped, { code: "aborted" });
    assert.equal(readdirSync(join(folder, "blobs")).length, 1);
    await exportRepo(client, did, options(folder));
    assert.deepEqual(readdirSync(folder).sort(), [`${server.repo.rev}.car`, "blobs", "manifest.json"]);
    assert.deepEqual(readdirSync(join(folder, "blobs")).sort(), [...cids.slice(0, 4)].sort());
  });
});

describe("joinCars", () => {
  it("makes what the server would have sent, in the same order, for random changes", async () => {
    const seed = Math.floor(Math.random() * 1000);
    for (let run = 0; run < 8; run++) {
      const old = await writeRepo(records(run * 60), { did, key });
      const kept = records(run * 70 + 3).filter((_, n) => (n * 7 + seed + run) % 5 > 0);
      const now = await writeRepo(kept, { did, key, rev: nextTid() });
      const joined: Uint8Array[] = [];
      for await (const chunk of await joinCars(old.bytes(), now.bytes())) joined.push(chunk);
      assert.deepEqual(Buffer.concat(joined), Buffer.from(now.bytes()), `seed ${seed}, run ${run}`);
    }
  });
});

describe("carFile", () => {
  it("reads a file as a whole, again, and at any place, up to its end", async () => {
    const path = join(root, "some.car");
    writeFileSync(path, "0123456789");
    const file = carFile(path);
    for (let time = 0; time < 2; time++) {
      let text = "";
      for await (const chunk of file.chunks()) text += Buffer.from(chunk);
      assert.equal(text, "0123456789");
    }
    assert.equal(Buffer.from(await file.read(3, 6)).toString(), "345");
    assert.equal(Buffer.from(await file.read(8, 20)).toString(), "89");
    assert.equal((await file.read(20, 30)).length, 0);
    await assert.rejects(carFile(join(root, "nothing.car")).read(0, 1), { code: "ENOENT" });
  });
});

describe("findBlobs", () => {
  it("finds them anywhere in a record, in both of their forms, and nothing else", () => {
    const [cid = ""] = cids;
    const blob = { $type: "blob", ref: { $link: cid }, mimeType: "image/png", size: 1 };
    const value = {
      ...{ $type: "com.example.all", text: cid, bytes: new Uint8Array(3), none: null, link: { $link: cid } },
      deep: [{ list: [blob, { cid, mimeType: "image/gif" }] }, { cid: "no", mimeType: "image/gif" }],
    };
    const found = [...findBlobs(value)].map(({ mimeType }) => mimeType).sort();
    assert.deepEqual(found, ["image/gif", "image/png"]);
  });
});

/** The repository of this account, signed by somebody else. */
async function forged(): Promise<Uint8Array<ArrayBuffer>> {
  return (await writeRepo(records(2), { did, key: await generateKey("secp256k1"), rev: nextTid() })).bytes();
}
