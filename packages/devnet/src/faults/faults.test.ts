import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { failure, startTarget, type Target } from "../../test/faultsTarget.ts";
import type { Fault } from "./fault/Fault.ts";
import * as faults from "./faults.ts";
import type { FaultRequest } from "./traffic/FaultRequest.ts";
import { createSessionTokens } from "./traffic/SessionTokens.ts";

const answerText = JSON.stringify({ text: "0123456789".repeat(20) });

/** A server that answers with `answerText`, behind a fault. */
async function startWith(...added: Fault[]): Promise<Target> {
  const target = await startTarget((incoming, response) => {
    incoming.resume();
    incoming.on("end", () => {
      response.writeHead(200, { "content-type": "application/json", "x-real": "yes" });
      response.end(incoming.method === "HEAD" ? "" : answerText);
    });
  });
  for (const fault of added) target.faulty.pds.add(fault);
  return target;
}

const post = (target: Target, init: RequestInit = {}) =>
  fetch(`${target.url}/xrpc/a.b.c?d=e`, { method: "POST", body: "{}", redirect: "manual", ...init });

describe("connections", () => {
  it("are reset before and after the commit", async () => {
    for (const [fault, forwarded] of [
      [faults.resetBeforeCommit(), false],
      [faults.resetAfterCommit(), true],
    ] as const) {
      await using target = await startWith(fault);
      assert.equal(await failure(post(target)), "ECONNRESET", fault.name);
      assert.equal(target.arrived.length, forwarded ? 1 : 0);
      const [log] = target.faulty.pds.requests;
      assert.deepEqual(
        { fault: log?.fault, forwarded: log?.forwarded, committed: log?.committed, outcome: log?.outcome },
        { fault: fault.name, forwarded, committed: forwarded, outcome: "reset" },
      );
      assert.equal(log?.status, undefined);
    }
  });

  it("are reset by TCP, not closed", async () => {
    await using target = await startWith(faults.resetBeforeCommit());
    const socket = connect(Number(new URL(target.url).port), "127.0.0.1");
    socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    const [error] = await once(socket, "error");
    assert.equal(error.code, "ECONNRESET");
  });

  it("are reset in the middle of a body, after a share or some bytes of it", async () => {
    for (const [options, expected] of [
      [{}, Math.floor(answerText.length / 2)],
      [{ share: 0 }, 0],
      [{ share: 1 }, answerText.length],
      [{ bytes: 7 }, 7],
      [{ bytes: 10_000 }, answerText.length],
    ] as const) {
      await using target = await startWith(faults.resetMidBody(options));
      const answer = await post(target);
      assert.deepEqual([answer.status, answer.headers.get("content-length")], [200, String(answerText.length)]);
      let got = 0;
      const read = async () => {
        for await (const chunk of answer.body ?? []) got += chunk.byteLength;
      };
      const code = await failure(read());
      // With the last byte the answer is complete, whatever comes after it.
      assert.deepEqual([got, code], [expected, expected === answerText.length ? "none" : "ECONNRESET"]);
      assert.ok(target.faulty.pds.requests[0]?.committed);
    }
  });

  it("stay open without an answer, until the client leaves", async () => {
    for (const afterCommit of [false, true]) {
      await using target = await startWith(faults.noAnswer({ afterCommit }));
      assert.equal(await failure(post(target, { signal: AbortSignal.timeout(150) })), "TimeoutError");
      assert.equal(target.arrived.length, afterCommit ? 1 : 0);
      await sleep(20);
      const [log] = target.faulty.pds.requests;
      assert.deepEqual([log?.outcome, log?.committed], ["abandoned", afterCommit]);
    }
  });

  it("are upgraded, and fail then too", async () => {
    const upgrade = async (...added: Fault[]) => {
      await using target = await startTarget(
        () => {},
        {},
        (_, socket) => {
          socket.write("HTTP/1.1 101 Fine\r\nConnection: Upgrade\r\nUpgrade: test\r\n\r\n");
          setTimeout(() => socket.end("0123456789"), 20);
        },
      );
      for (const fault of added) target.faulty.pds.add(fault);
      const socket = connect(Number(new URL(target.url).port), "127.0.0.1");
      socket.write("GET /xrpc/a.b.c HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: test\r\n\r\n");
      let text = "";
      socket.setEncoding("latin1").on("data", (chunk) => {
        text += chunk;
      });
      const end = await failure(once(socket, "end"));
      socket.destroy();
      const [head = "", body] = text.split("\r\n\r\n");
      return [head.split("\r\n")[0], body, end];
    };
    assert.deepEqual(await upgrade(), ["HTTP/1.1 101 Fine", "0123456789", "none"]);
    assert.deepEqual(await upgrade(faults.slowDrip({ bytes: 3, interval: 1 })), [
      "HTTP/1.1 101 Fine",
      "0123456789",
      "none",
    ]);
    assert.deepEqual(await upgrade(faults.resetMidBody({ bytes: 4 })), ["HTTP/1.1 101 Fine", "0123", "ECONNRESET"]);
    assert.deepEqual(await upgrade(faults.resetMidBody()), ["HTTP/1.1 101 Fine", "", "ECONNRESET"]);
    assert.deepEqual(await upgrade(faults.resetBeforeCommit()), ["", undefined, "ECONNRESET"]);
    assert.deepEqual(await upgrade(faults.resetAfterCommit()), ["", undefined, "ECONNRESET"]);
    const refused = await upgrade(faults.status(503, { error: "Down" }));
    assert.deepEqual(refused, ["HTTP/1.1 503 Service Unavailable", '{"error":"Down"}', "none"]);
  });
});

describe("time", () => {
  it("passes before the request, or before the answer", async () => {
    for (const afterCommit of [false, true]) {
      let arrivedAt = 0;
      await using target = await startTarget((_, response) => {
        arrivedAt = performance.now();
        response.end(answerText);
      });
      target.faulty.pds.add(faults.latency(150, { afterCommit }));
      const begin = performance.now();
      assert.equal(await (await post(target)).text(), answerText);
      // However busy the machine is, what it waits for takes no less.
      const waited = afterCommit ? performance.now() - arrivedAt : arrivedAt - begin;
      assert.ok(waited >= 145, `${waited} ms`);
    }
  });

  it("passes by chance, but within limits", async () => {
    const handler = faults.latency(10, { jitter: 40 }).start(createSessionTokens());
    await using target = await startWith();
    const times: number[] = [];
    for (const random of [0, 0.5, 1]) {
      let request: FaultRequest | undefined;
      const where = (seen: FaultRequest) => {
        request = seen;
        return true;
      };
      using _ = target.faulty.pds.add(faults.status(503), { where });
      await post(target);
      assert.ok(request);
      const wait = async (ms: number) => void times.push(ms);
      const signal = AbortSignal.timeout(1000);
      await handler.handle({ request, signal, foreignUrl: "", wait, random: () => random }, async () => "reset");
    }
    assert.deepEqual(times, [10, 30, 50]);
  });

  it("passes between the drops of a body", async () => {
    await using target = await startWith(faults.slowDrip({ bytes: 50, interval: 20 }));
    const begin = performance.now();
    const answer = await post(target);
    const headersAfter = performance.now() - begin;
    const sizes: number[] = [];
    for await (const chunk of answer.body ?? []) sizes.push(chunk.byteLength);
    const took = performance.now() - begin;
    assert.equal(
      sizes.reduce((sum, size) => sum + size),
      answerText.length,
    );
    const drops = Math.ceil(answerText.length / 50);
    assert.ok(sizes.length >= drops - 1, String(sizes));
    assert.ok(took >= drops * 19 && headersAfter < took, `${headersAfter} of ${took} ms`);
  });
});

describe("answers", () => {
  it("are cut, and well-framed", async () => {
    for (const [options, expected] of [
      [{}, Math.floor(answerText.length / 2)],
      [{ share: 0 }, 0],
      [{ share: 1 }, answerText.length - 1],
    ] as const) {
      await using target = await startWith(faults.truncatedJson(options));
      const answer = await post(target);
      const text = await answer.text();
      assert.deepEqual([text, answer.headers.get("content-length")], [answerText.slice(0, expected), String(expected)]);
      assert.equal(answer.headers.get("x-real"), "yes");
      assert.throws(() => JSON.parse(text), SyntaxError);
    }
  });

  it("have another type, or no body", async () => {
    await using typed = await startWith(faults.wrongContentType("image/png"));
    const image = await post(typed);
    assert.deepEqual([image.headers.get("content-type"), await image.text()], ["image/png", answerText]);
    await using empty = await startWith(faults.emptyBody());
    const answer = await post(empty);
    assert.deepEqual(
      [answer.status, answer.headers.get("content-length"), answer.headers.get("x-real"), await answer.text()],
      [200, "0", "yes", ""],
    );
    assert.ok(empty.faulty.pds.requests[0]?.committed);
    const socket = connect(Number(new URL(empty.url).port), "127.0.0.1");
    socket.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assert.match(String(Buffer.concat(await socket.toArray())), /\r\n\r\n$/);
  });

  it("are errors of any kind, before or after the commit", async () => {
    const cases: [Fault, number, unknown][] = [
      [faults.status(503), 503, { error: "NotEnoughResources" }],
      [faults.status(599, {}), 599, { error: "InternalServerError" }],
      [faults.status(418), 418, { error: "InvalidRequest" }],
      [faults.status(400, { error: "Mine", message: "so" }), 400, { error: "Mine", message: "so" }],
    ];
    for (const [fault, status, body] of cases) {
      await using target = await startWith(fault);
      const answer = await post(target);
      assert.deepEqual([answer.status, await answer.json()], [status, body]);
      assert.match(answer.headers.get("content-type") ?? "", /^application\/json/);
      assert.equal(answer.headers.get("access-control-allow-origin"), "*");
      assert.equal(target.arrived.length, 0);
    }
    await using target = await startWith(faults.status(502, { afterCommit: true, headers: { "x-y": "z" } }));
    const answer = await post(target);
    assert.deepEqual([answer.status, answer.headers.get("x-y"), target.arrived.length], [502, "z", 1]);
    const [log] = target.faulty.pds.requests;
    assert.deepEqual([log?.status, log?.serverStatus, log?.committed], [502, 200, true]);
  });

  it("are web pages", async () => {
    await using target = await startWith(faults.html({ status: 200 }));
    const answer = await post(target);
    assert.deepEqual([answer.status, answer.headers.get("content-type")], [200, "text/html; charset=utf-8"]);
    assert.match(await answer.text(), /^<!DOCTYPE html>.*<h1>200 OK<\/h1>/s);
    await using other = await startWith(faults.html());
    assert.equal((await post(other)).status, 502);
  });

  it("limit the rate in the ways that there are", async () => {
    const ask = async (...args: Parameters<typeof faults.rateLimited>) => {
      await using target = await startWith(faults.rateLimited(...args));
      const answer = await post(target);
      assert.deepEqual(
        [answer.status, await answer.json()],
        [429, { error: "RateLimitExceeded", message: "Rate Limit Exceeded" }],
      );
      return Object.fromEntries(
        [...answer.headers].filter(([name]) => name.startsWith("ratelimit") || name === "retry-after"),
      );
    };
    const now = Math.floor(Date.now() / 1000);
    const { "ratelimit-reset": reset, ...rest } = await ask({ resetIn: 60, limit: 5, window: 10 });
    assert.ok(Number(reset) >= now + 60 && Number(reset) <= now + 65);
    assert.deepEqual(rest, { "ratelimit-limit": "5", "ratelimit-remaining": "0", "ratelimit-policy": "5;w=10" });
    assert.deepEqual(await ask({ resetIn: 1.5, tell: ["seconds"] }), { "retry-after": "2" });
    const { "retry-after": date = "", ...none } = await ask({ resetIn: 60, tell: ["date"] });
    assert.match(date, /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/);
    assert.ok(Date.parse(date) >= (now + 60) * 1000 && Date.parse(date) <= (now + 65) * 1000);
    assert.deepEqual([none, await ask({ tell: [] })], [{}, {}]);
  });

  it("are huge, with and without a length", async () => {
    for (const chunked of [false, true]) {
      const size = 50 * 1024 * 1024;
      await using target = await startWith(faults.hugeBody(size, { chunked }));
      let got = 0;
      const answer = await post(target);
      assert.equal(answer.headers.get("content-length"), chunked ? null : String(size));
      let [first, last] = ["", ""];
      for await (const chunk of answer.body ?? []) {
        if (got === 0) first = Buffer.from(chunk.subarray(0, 12)).toString();
        last = Buffer.from(chunk.subarray(-2)).toString();
        got += chunk.byteLength;
      }
      assert.deepEqual([got, first, last], [size, '{"padding":"', '"}']);
    }
    await using small = await startWith(faults.hugeBody(20));
    assert.deepEqual(await (await post(small)).json(), { padding: "aaaaaa" });
  });

  it("are made only as far as they are read", async () => {
    await using target = await startWith(faults.hugeBody(2 ** 40));
    const before = process.memoryUsage().rss;
    const answer = await post(target);
    await sleep(300);
    const more = process.memoryUsage().rss - before;
    assert.ok(more < 100 * 1024 * 1024, `${more} bytes of memory for an answer that nobody reads`);
    await answer.body?.cancel();
  });

  it("lead elsewhere: to the foreign origin, which keeps what it gets", async () => {
    await using target = await startWith(faults.redirect());
    const { foreign } = target.faulty;
    const first = await post(target);
    assert.deepEqual([first.status, first.headers.get("location")], [307, `${foreign.url}/xrpc/a.b.c?d=e`]);
    const followed = await post(target, { redirect: "follow", headers: { "x-secret": "s" }, body: "secret" });
    assert.deepEqual([followed.status, await followed.json()], [200, {}]);
    const [request, ...more] = foreign.requests;
    assert.deepEqual([request?.method, request?.path, request?.headers["x-secret"]], ["POST", "/xrpc/a.b.c?d=e", "s"]);
    assert.equal(Buffer.from(request?.body ?? []).toString(), "secret");
    assert.equal(more.length, 0);
    assert.equal(target.arrived.length, 0);
    target.faulty.clearRequests();
    assert.equal(foreign.requests.length, 0);

    const socket = connect(Number(new URL(foreign.url).port), "127.0.0.1");
    socket.end("a secret in something that is not HTTP\r\n\r\n");
    await once(socket, "close");
    assert.match(Buffer.from(foreign.requests[0]?.body ?? []).toString(), /^a secret/);
  });

  it("lead to a place of one's choice", async () => {
    for (const [to, location] of [
      ["/elsewhere", "/elsewhere"],
      ["http://example.com/x", "http://example.com/x"],
    ] as const) {
      await using target = await startWith(faults.redirect({ to, status: 301, afterCommit: true }));
      const answer = await post(target);
      assert.deepEqual([answer.status, answer.headers.get("location"), target.arrived.length], [301, location, 1]);
    }
  });
});

describe("faults", () => {
  it("are composed: the first is outermost, and one rule decides on all", async () => {
    const fault = faults.compose(faults.latency(50), faults.wrongContentType("a/b"), faults.status(503));
    assert.deepEqual([fault.name, fault.additive], ["latency + wrongContentType + status", false]);
    await using target = await startWith();
    const rule = target.faulty.pds.add(fault, { times: 1 });
    const begin = performance.now();
    const answer = await post(target);
    assert.deepEqual([answer.status, answer.headers.get("content-type")], [503, "a/b"]);
    assert.ok(performance.now() - begin >= 45);
    assert.equal((await post(target)).status, 200);
    assert.equal(rule.hits, 1);
    assert.equal(target.faulty.pds.requests[0]?.fault, fault.name);
    assert.equal(faults.compose(faults.latency(1), faults.slowDrip()).additive, true);
  });

  it("are never half applied to answers without a body", async () => {
    for (const fault of [faults.truncatedJson(), faults.emptyBody(), faults.wrongContentType(), faults.slowDrip()]) {
      await using target = await startWith(fault);
      const answer = await fetch(target.url, { method: "HEAD" });
      assert.deepEqual([answer.status, await answer.text()], [200, ""], fault.name);
    }
  });

  it("refuse what cannot be", () => {
    const wrong: [() => Fault, RegExp][] = [
      [() => faults.latency(-1), /^latency: ms: expected a number, at least 0, .*got -1$/],
      [() => faults.latency(1, { jitter: Number.NaN }), /^latency: jitter/],
      [() => faults.resetMidBody({ bytes: -1 }), /^resetMidBody: bytes/],
      [() => faults.resetMidBody({ share: 1.1 }), /^resetMidBody: share: .*got 1\.1$/],
      [() => faults.resetMidBody({ bytes: 1, share: 0.5 }), /not both/],
      [() => faults.truncatedJson({ share: -0.1 }), /^truncatedJson: share/],
      [() => faults.wrongContentType("a\nb"), /^wrongContentType: contentType/],
      [() => faults.status(200), /^status: code: expected a whole number, at least 400, at most 599, got 200$/],
      [() => faults.status(500, { headers: { "a b": "c" } }), /^status: headers/],
      [() => faults.html({ status: 100 }), /^html: status/],
      [() => faults.rateLimited({ resetIn: -1 }), /^rateLimited: resetIn: expected a number of seconds/],
      [() => faults.rateLimited({ tell: ["seconds", "date"] }), /^rateLimited: tell/],
      // @ts-expect-error No such way.
      [() => faults.rateLimited({ tell: ["post"] }), /got "post"$/],
      [() => faults.slowDrip({ bytes: 0 }), /^slowDrip: bytes/],
      [() => faults.slowDrip({ interval: -1 }), /^slowDrip: interval/],
      [() => faults.hugeBody(1), /^hugeBody: bytes/],
      [() => faults.hugeBody(100, { status: 99 }), /^hugeBody: status/],
      [() => faults.redirect({ status: 200 }), /^redirect: status: expected 301, .*got 200$/],
      [() => faults.redirect({ to: "nowhere" }), /^redirect: to/],
      // @ts-expect-error No such status.
      [() => faults.expiredTokens({ status: 403 }), /^expiredTokens: status: expected 400 or 401, got 403$/],
      [() => faults.clockSkew(Number.POSITIVE_INFINITY), /^clockSkew: ms: expected a number of ms, got Infinity$/],
      [() => faults.compose(), /^compose/],
    ];
    for (const [make, message] of wrong) assert.throws(make, { name: "DevnetError", code: "invalid_option", message });
  });
});
