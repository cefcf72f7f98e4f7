import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { request as sendRequest } from "node:http";
import { connect } from "node:net";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { describeTarget, failure, startTarget } from "../../test/faultsTarget.ts";
import * as faults from "./faults.ts";
import { startFaults } from "./startFaults.ts";

describe("without faults, a request passes as it is", () => {
  it("with method, target, headers and body", async () => {
    await using target = await startTarget((incoming, response) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk) => chunks.push(chunk));
      incoming.on("end", () => {
        response.setHeader("set-cookie", ["a=1", "b=2"]);
        response.setHeader("x-answer", "yes");
        response.writeHead(418, "I am one", { "content-type": "text/plain" });
        response.end(JSON.stringify([incoming.headers, Buffer.concat(chunks).toString()]));
      });
    });
    const answer = await fetch(`${target.url}/a/b?c=d%20e&c=f`, {
      method: "PUT",
      headers: { "x-mine": "ä".normalize("NFC"), "accept-encoding": "gzip", "content-type": "text/plain" },
      body: "body",
    });
    assert.deepEqual(target.arrived, ["PUT /a/b?c=d%20e&c=f"]);
    assert.deepEqual([answer.status, answer.statusText], [418, "I am one"]);
    assert.deepEqual(answer.headers.getSetCookie(), ["a=1", "b=2"]);
    assert.equal(answer.headers.get("x-answer"), "yes");
    const [headers, body] = (await answer.json()) as [Record<string, string>, string];
    assert.equal(body, "body");
    assert.equal(headers["x-mine"], "ä");
    assert.equal(headers["content-length"], "4");
    assert.equal(headers["accept-encoding"], "identity");
    assert.equal(headers.host, new URL(target.config.pds).host);
  });

  it("with a host of its own, as the lookup of a handle has", async () => {
    await using target = await startTarget((incoming, response) => response.end(incoming.headers.host));
    const { port } = new URL(target.url);
    const request = sendRequest({ port, path: "/.well-known/atproto-did", headers: { host: "alice.test" } }).end();
    const [answer] = await once(request, "response");
    assert.equal(String((await answer.toArray()).join("")), "alice.test");
  });

  it("with HEAD, OPTIONS, no content, and no body", async () => {
    await using target = await startTarget((incoming, response) => {
      response.sendDate = incoming.url !== "/204";
      if (incoming.url === "/204") response.writeHead(204).end();
      else response.writeHead(200, { "content-length": 5, "content-type": "text/plain", allow: "GET" }).end("12345");
    });
    const head = await fetch(target.url, { method: "HEAD" });
    assert.deepEqual([head.headers.get("content-length"), await head.text()], ["5", ""]);
    assert.equal((await fetch(target.url, { method: "OPTIONS" })).headers.get("allow"), "GET");
    const empty = await fetch(`${target.url}/204`, { method: "POST" });
    assert.equal(empty.headers.get("date"), null);
    assert.deepEqual([empty.status, empty.headers.get("content-length"), await empty.text()], [204, null, ""]);
  });

  it("while it is still being made, in both directions", async () => {
    await using target = await startTarget((incoming, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      incoming.on("data", (chunk) => response.write(`got ${chunk};`));
      incoming.on("end", () => response.end());
    });
    const body = new ReadableStream({
      async start(controller) {
        for (const part of ["one", "two"]) {
          controller.enqueue(new TextEncoder().encode(part));
          await sleep(30);
        }
        controller.close();
      },
    });
    const answer = await fetch(target.url, { method: "POST", body, duplex: "half" } as RequestInit);
    assert.equal(await answer.text(), "got one;got two;");
  });

  it("only as fast as the client takes it", async () => {
    let sent = 0;
    await using target = await startTarget(async (_, response) => {
      response.on("error", () => {});
      const chunk = Buffer.alloc(256 * 1024);
      while (!response.destroyed && sent < 400 * 1024 * 1024) {
        sent += chunk.byteLength;
        if (!response.write(chunk)) await new Promise((resolve) => response.once("drain", resolve));
      }
      response.end();
    });
    const answer = await fetch(target.url);
    await sleep(300);
    assert.ok(sent < 40 * 1024 * 1024, `${sent} bytes were sent to a client that read none`);
    await answer.body?.cancel();
  });

  it("as a WebSocket", async () => {
    await using target = await startTarget(
      () => {},
      {},
      (incoming, socket) => {
        socket.write(
          `HTTP/1.1 101 Fine\r\nConnection: Upgrade\r\nUpgrade: test\r\nX-Url: ${incoming.url}\r\n\r\nhello`,
        );
        socket.on("data", (chunk) => socket.end(`you said ${chunk}`));
      },
    );
    const socket = connect(Number(new URL(target.url).port), "127.0.0.1");
    socket.write("GET /xrpc/a.b.c HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: test\r\n\r\nearly");
    const text = String(Buffer.concat(await socket.toArray()));
    assert.match(text, /^HTTP\/1\.1 101 Fine\r\n/);
    assert.match(text, /x-url: \/xrpc\/a\.b\.c\r\n/i);
    assert.match(text, /\r\n\r\nhelloyou said early$/);
    await settled(() => target.faulty.pds.requests[0]?.outcome === "answered");
    assert.equal(target.faulty.pds.requests[0]?.status, 101);
  });

  it("and breaks off where the server does, or cannot be reached", async () => {
    await using target = await startTarget((incoming, response) => {
      if (incoming.url === "/early") return incoming.socket.resetAndDestroy();
      response.writeHead(200, { "content-length": 100 });
      response.write("some", () => incoming.socket.resetAndDestroy());
    });
    assert.equal(await failure(fetch(`${target.url}/early`)), "ECONNRESET");
    assert.equal(await failure(fetch(`${target.url}/late`).then((answer) => answer.text())), "ECONNRESET");
    assert.deepEqual(
      target.faulty.pds.requests.map(({ outcome, error }) => [outcome, typeof error]),
      [
        ["reset", "string"],
        ["reset", "string"],
      ],
    );
    await using nowhere = await startFaults(describeTarget("http://localhost:1"));
    assert.equal(await failure(fetch(nowhere.pds.url)), "ECONNRESET");
    assert.match(nowhere.pds.requests[0]?.error ?? "", /ECONNREFUSED|^$/);
  });

  it("until the client leaves", async () => {
    let closed = false;
    await using target = await startTarget((_, response) => {
      response.on("close", () => {
        closed = true;
      });
      response.writeHead(200).write("begun");
    });
    const gone = new AbortController();
    await fetch(target.url, { signal: gone.signal });
    gone.abort();
    await settled(() => closed);
    await settled(() => target.faulty.pds.requests[0]?.outcome === "abandoned");
  });
});

describe("addresses of the servers in JSON", () => {
  it("become those of the proxies, with the right length", async () => {
    await using target = await startTarget((incoming, response) => {
      const type = String(incoming.headers["x-type"] ?? "application/json");
      if (incoming.url?.startsWith("/moved")) return response.writeHead(302, { location: `${real}/x` }).end();
      const text = JSON.stringify({ here: real, path: `${real}/a`, longer: `${real}0`, text: "ä€" });
      response.writeHead(200, { "content-type": type, "content-length": Buffer.byteLength(text) });
      response.end(text);
    });
    const real = target.config.pds;
    for (const type of ["application/json", "application/did+ld+json; charset=utf-8"]) {
      for (const method of ["GET", "POST", "HEAD"]) {
        const answer = await fetch(`${target.url}/did:plc:a`, { method, headers: { "x-type": type } });
        const text = await answer.text();
        if (method === "HEAD") continue;
        assert.equal(answer.headers.get("content-length"), String(Buffer.byteLength(text)));
        const expected = { here: target.url, path: `${target.url}/a`, longer: `${real}0`, text: "ä€" };
        assert.deepEqual(JSON.parse(text), expected);
      }
    }
    for (const type of ["text/plain", "application/jsonl", "application/vnd.ipld.car"]) {
      const text = await (await fetch(`${target.url}/did:plc:a`, { headers: { "x-type": type } })).text();
      assert.ok(text.includes(`"${real}"`) && !text.includes(target.url), type);
    }
    const moved = await fetch(`${target.url}/moved`, { redirect: "manual" });
    assert.equal(moved.headers.get("location"), `${target.url}/x`);
  });

  it("stay where they are, or will be, signed", async () => {
    await using target = await startTarget((_, response) => {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(target.config.plc));
    });
    // One server is all of them here, and goes by the name of the first.
    for (const path of ["/did:plc:a/log", "/did:plc:a/log/audit", "/did:plc:a/data", "/export"]) {
      assert.equal(await (await fetch(target.url + path)).json(), target.config.plc, path);
    }
    assert.equal(await (await fetch(`${target.url}/did:plc:a`)).json(), target.url);
    assert.equal(await (await fetch(`${target.url}/did%3Aplc%3Aa`)).json(), target.url);
  });

  it("stay in what is encoded or very large, which still arrives whole", async () => {
    const padding = "x".repeat(9 * 1024 * 1024);
    await using target = await startTarget((incoming, response) => {
      const encoded = incoming.url === "/did:plc:encoded";
      response.writeHead(200, { "content-type": "application/json", ...(encoded && { "content-encoding": "odd" }) });
      response.end(JSON.stringify([target.config.pds, encoded ? "" : padding]));
    });
    for (const [id, size] of [
      ["encoded", 0],
      ["large", padding.length],
    ] as const) {
      const text = await (await fetch(`${target.url}/did:plc:${id}`)).text();
      const [first, second] = JSON.parse(text) as [string, string];
      assert.deepEqual([first, second.length], [target.config.pds, size]);
    }
  });
});

describe("a fault network", () => {
  it("is described by plain data, and has a proxy for each origin", async () => {
    await using target = await startTarget((_, response) => response.end());
    const { faulty, config } = target;
    assert.deepEqual(JSON.parse(JSON.stringify(faulty.network)), {
      ...JSON.parse(JSON.stringify(config)),
      plc: target.url,
      pds: target.url,
      handleResolver: target.url,
    });
    assert.equal(faulty.servers.length, 1);
    assert.equal(faulty.handleResolver, faulty.pds);
    assert.equal(faulty.appView, undefined);
    assert.notEqual(new URL(faulty.foreign.url).hostname, new URL(target.url).hostname);
    await using second = await startFaults({
      ...config,
      ozone: { url: "http://localhost:1", did: "did:example:ozone" },
    });
    assert.deepEqual([second.servers.length, second.ozone?.target], [2, "http://localhost:1"]);
    assert.deepEqual(second.network.ozone, { url: second.ozone?.url, did: "did:example:ozone" });
  });

  it("logs what passes, without credentials", async () => {
    await using target = await startTarget((_, response) => response.writeHead(201).end());
    const jwt = (claims: object) => ["{}", JSON.stringify(claims), "x"].map((part) => btoa(part)).join(".");
    const tokens: [string | undefined, string | undefined][] = [
      [undefined, undefined],
      [`Bearer ${jwt({ scope: "com.atproto.access" })}`, "access"],
      [`Bearer ${jwt({ scope: "com.atproto.refresh" })}`, "refresh"],
      [`Bearer ${jwt({ iss: "did:plc:a", lxm: "a.b.c" })}`, "service"],
      ["Bearer secret", "other"],
      ["Basic secret", "other"],
    ];
    for (const [authorization] of tokens) {
      await fetch(`${target.url}/xrpc/a.b.c?d=e`, { headers: { ...(authorization && { authorization }) } });
    }
    const { requests } = target.faulty.pds;
    assert.deepEqual(
      requests.map(({ authorization }) => authorization?.kind),
      tokens.map(([, kind]) => kind),
    );
    const [first, , , , other, basic] = requests;
    assert.deepEqual(
      { ...first, at: 0 },
      {
        at: 0,
        method: "GET",
        path: "/xrpc/a.b.c",
        search: "?d=e",
        nsid: "a.b.c",
        authorization: undefined,
        fault: undefined,
        forwarded: true,
        serverStatus: 201,
        committed: true,
        status: 201,
        outcome: "answered",
        error: undefined,
      },
    );
    assert.match(other?.authorization?.hash ?? "", /^[0-9a-f]{16}$/);
    assert.deepEqual([basic?.authorization?.scheme, basic?.authorization?.hash], ["basic", other?.authorization?.hash]);
    assert.ok(!JSON.stringify(requests).includes("secret"));
    target.faulty.clearRequests();
    assert.equal(requests.length, 0);
  });

  it("refuses what is no network, and gives up when told to", async () => {
    const right = describeTarget("http://localhost:1");
    for (const wrong of [
      { ...right, pds: "https://example.com" },
      { ...right, plc: "no url" },
      { ...right, ozone: { url: "ftp://x", did: "" } },
    ]) {
      await assert.rejects(startFaults(wrong), { code: "invalid_option", message: /^network\..*expected an http URL/ });
    }
    // @ts-expect-error No network.
    await assert.rejects(startFaults({}), { code: "invalid_option", message: /got undefined/ });
    // @ts-expect-error No network.
    await assert.rejects(startFaults(null), { code: "invalid_option" });
    await assert.rejects(startFaults(right, { seed: Number.NaN }), { code: "invalid_option", message: /^seed/ });
    await assert.rejects(startFaults(right, { signal: AbortSignal.abort() }), { code: "aborted" });
    const during = new AbortController();
    const starting = startFaults(right, { signal: during.signal });
    during.abort();
    await assert.rejects(starting, { code: "aborted" });
  });

  it("leaves nothing when it is closed in the middle of everything", async () => {
    const before = process.getActiveResourcesInfo().toSorted();
    {
      await using target = await startTarget(
        (incoming, response) => {
          if (incoming.url === "/hang") return;
          response.writeHead(200).write("begun");
        },
        {},
        (_, socket) => socket.write("HTTP/1.1 101 Fine\r\nConnection: Upgrade\r\nUpgrade: test\r\n\r\n"),
      );
      const { faulty, url } = target;
      faulty.pds.add(faults.noAnswer(), { path: "/silence" });
      faulty.pds.add(faults.latency(100_000), { path: "/latency" });
      faulty.pds.add(faults.hugeBody(), { path: "/huge" });
      faulty.pds.add(faults.slowDrip({ bytes: 1, interval: 50_000 }), { path: "/drip" });
      const socket = connect(Number(new URL(url).port), "127.0.0.1");
      socket.write("GET /upgrade HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: test\r\n\r\n");
      socket.on("error", () => {});
      await once(socket, "data");
      const paths = ["/silence", "/latency", "/huge", "/drip", "/hang", "/begun"];
      const calls = paths.map((path) => failure(fetch(url + path).then((answer) => answer.text())));
      await settled(() => faulty.pds.requests.length === 7);
      await sleep(50);
      await Promise.all([faulty.close(), faulty.close()]);
      assert.ok((await Promise.all(calls)).every((code) => code !== "none"));
      assert.deepEqual(
        faulty.pds.requests.map(({ path, outcome }) => `${path} ${outcome}`).toSorted(),
        [...paths, "/upgrade"].map((path) => `${path} abandoned`).toSorted(),
      );
      assert.equal(await failure(fetch(url)), "ECONNREFUSED");
      assert.equal(await failure(fetch(faulty.foreign.url)), "ECONNREFUSED");
      socket.destroy();
    }
    await settled(() => process.getActiveResourcesInfo().length <= before.length);
  });

  it("does not keep a program alive", async () => {
    const code = `
      import { connect } from "node:net";
      import { faults, startFaults } from "bluesky-devnet";
      const [url] = process.argv.slice(1);
      const faulty = await startFaults({ plc: url, pds: url });
      const answer = await fetch(faulty.pds.url);
      console.log(await answer.text());
      faulty.pds.add(faults.noAnswer());
      const socket = connect(Number(new URL(faulty.pds.url).port), "127.0.0.1").unref();
      socket.write("GET / HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n");
      while (faulty.pds.requests.length < 2) await new Promise(setImmediate);`;
    await using target = await startTarget((_, response) => response.end("answer"));
    const program = ["--conditions=@bluesky/source", "--input-type=module", "--eval", code, target.config.pds];
    const options = { cwd: import.meta.dirname, timeout: 15_000 };
    const { stdout } = await promisify(execFile)(process.execPath, program, options);
    assert.equal(stdout, "answer\n");
  });
});

/** Waits until something is so, for two seconds at most. */
async function settled(is: () => boolean): Promise<void> {
  for (let tries = 0; !is(); tries++) {
    assert.ok(tries < 200, `Not so after two seconds: ${is}`);
    await sleep(10);
  }
}
