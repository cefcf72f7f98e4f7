/** The options of a start, and the errors that it can end with. Without the AppView, unless it is about the AppView. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { startNetwork } from "bluesky-devnet";
import { assertNothingLeft, makeTemporary, processesOf } from "./traces.ts";

const nothing = { plc: { url: "http://localhost:1" }, pds: { url: "http://localhost:1", did: "" } };
const noServices = { ...nothing, appView: undefined, bsync: undefined, ozone: undefined };

/** Runs with a temporary folder of its own, in which nothing may be left. */
async function inTemporary(work: (path: string) => Promise<void>): Promise<void> {
  using temporary = makeTemporary();
  const before = process.env.TMPDIR;
  process.env.TMPDIR = temporary.path;
  try {
    await work(temporary.path);
    await assertNothingLeft(temporary.path, noServices, [], 0);
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

it("without the AppView, at chosen ports, with rate limits and logs", () =>
  inTemporary(async (path) => {
    const [plc, pds] = await Promise.all([freePort(), freePort()]);
    const lines: string[] = [];
    let services = noServices;
    {
      await using net = await startNetwork({
        appView: false,
        ports: { plc, pds },
        rateLimits: true,
        log: (line) => lines.push(line),
      });
      services = { ...noServices, ...net.services } as typeof noServices;
      assert.deepEqual(net.services, {
        plc: { url: `http://localhost:${plc}` },
        pds: { url: `http://localhost:${pds}`, did: "did:web:localhost" },
      });
      assert.ok(!processesOf(path).some(({ command }) => command.includes("postgres")), "no Postgres");
      await net.createAccount("alice");
      await net.settled();
      const answer = await fetch(`${net.network.pds}/xrpc/com.atproto.server.describeServer`);
      assert.equal(answer.headers.get("ratelimit-limit"), "3000");
      assert.ok(
        lines.some((line) => line.startsWith("{") && line.includes("com.atproto.server.createAccount")),
        "the PDS's log",
      );

      await assert.rejects(startNetwork({ appView: false, ports: { pds } }), {
        code: "port_taken",
        port: pds,
        service: "pds",
        message: new RegExp(`Port ${pds} for pds is taken`),
      });
    }
    await assertNothingLeft(path, services, [], 0);
  }));

it("finds a port taken that only IPv6 listens on", async (t) => {
  const server = createServer().listen(0, "::1");
  const [event] = await Promise.race([once(server, "listening").then(() => ["listening"]), once(server, "error")]);
  if (event !== "listening") return t.diagnostic("there is no IPv6 here");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  try {
    await inTemporary(() =>
      assert.rejects(startNetwork({ appView: false, ports: { plc: port } }), {
        code: "port_taken",
        port,
        service: "plc",
      }),
    );
  } finally {
    server.close();
  }
});

it("gives up when told to, before, early and late", () =>
  inTemporary(async (path) => {
    const reason = new Error("enough");
    await assert.rejects(startNetwork({ signal: AbortSignal.abort(reason) }), { code: "aborted", cause: reason });
    for (const delay of [100, 1200]) {
      const begin = performance.now();
      await assert.rejects(startNetwork({ signal: AbortSignal.timeout(delay) }), { code: "aborted" });
      const took = performance.now() - begin;
      assert.ok(took < delay + 2000, `it took ${took} ms to give up after ${delay}`);
      assert.deepEqual(processesOf(path), []);
    }
  }));

it("says so when it takes too long", () =>
  inTemporary(async () => {
    await assert.rejects(startNetwork({ appView: false, timeout: 200 }), {
      code: "timeout",
      message: /not up after 200 ms/,
    });
  }));

it("says so when the child dies during the start, or after", () =>
  inTemporary(async (path) => {
    const starting = startNetwork({ appView: false });
    starting.catch(() => {});
    let child = processesOf(path)[0];
    while (child === undefined) {
      await sleep(20);
      [child] = processesOf(path);
    }
    process.kill(child.pid, "SIGKILL");
    await assert.rejects(starting, { code: "child_died", message: /ended by SIGKILL/ });

    const net = await startNetwork({ appView: false });
    process.kill(net.pid, "SIGTERM");
    const error = await net.ended();
    assert.equal(error?.code, "child_died");
    await assert.rejects(net.settled(), { code: "closed" });
    await net.close();
  }));

it("refuses what cannot work, at once", async () => {
  await assert.rejects(startNetwork({ ports: 70000 }), { code: "invalid_option" });
  await assert.rejects(startNetwork({ seed: true, appView: false }), { code: "invalid_option" });
  await assert.rejects(startNetwork({ postgres: "/nowhere" }), { code: "postgres_missing" });
  await assert.rejects(startNetwork({ node: "/nowhere/node" }), { code: "invalid_option" });
});

it("cleans up where Postgres does not start", () =>
  inTemporary(async () => {
    const fake = mkdtempSync(join(tmpdir(), "fake-"));
    try {
      mkdirSync(join(fake, "bin"));
      chmodSync(fake, 0o755);
      for (const name of ["initdb", "postgres"]) {
        writeFileSync(join(fake, "bin", name), "#!/bin/sh\necho 'No space left on device' >&2\nexit 1\n", {
          mode: 0o755,
        });
      }
      await assert.rejects(startNetwork({ postgres: fake }), { code: "disk_full" });
      writeFileSync(join(fake, "bin", "initdb"), "#!/bin/sh\necho 'odd things' >&2\nexit 1\n");
      await assert.rejects(startNetwork({ postgres: fake }), {
        code: "postgres_failed",
        message: /initdb.*odd things/s,
      });
      writeFileSync(join(fake, "bin", "initdb"), "#!/nowhere/ld-musl\n");
      await assert.rejects(startNetwork({ postgres: fake }), { code: "postgres_failed", message: /cannot be run/ });
    } finally {
      rmSync(fake, { recursive: true });
    }
  }));

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}
