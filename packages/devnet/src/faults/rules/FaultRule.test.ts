import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startTarget, type Target } from "../../../test/faultsTarget.ts";
import type { Fault } from "../fault/Fault.ts";
import * as faults from "../faults.ts";
import type { FaultMatch } from "./FaultMatch.ts";

const start = () => startTarget((_, response) => response.end("{}"));

async function statuses(target: Target, paths: readonly string[], init: RequestInit = {}): Promise<number[]> {
  const result: number[] = [];
  for (const path of paths) result.push((await fetch(target.url + path, init)).status);
  return result;
}

describe("a rule", () => {
  it("is for the requests that match it", async () => {
    await using target = await start();
    const paths = ["/xrpc/app.bsky.feed.getTimeline?limit=1", "/xrpc/com.atproto.server.getSession", "/did:plc:a"];
    const cases: [FaultMatch, number[]][] = [
      [{}, [503, 503, 503]],
      [{ nsid: "app.bsky.feed.getTimeline" }, [503, 200, 200]],
      [{ nsid: "app.bsky.feed.getTime" }, [200, 200, 200]],
      [{ nsid: "app.bsky.*" }, [503, 200, 200]],
      [{ nsid: /get/g }, [503, 503, 200]],
      [{ nsid: ["x", /Session$/] }, [200, 503, 200]],
      [{ path: "/did:*" }, [200, 200, 503]],
      [{ path: "/xrpc/app.bsky.feed.getTimeline" }, [503, 200, 200]],
      [{ nsid: /get/, path: /Session/ }, [200, 503, 200]],
      [{ method: "POST" }, [200, 200, 200]],
      [{ method: ["GET"] }, [503, 503, 503]],
      [{ where: ({ searchParams }) => searchParams.get("limit") === "1" }, [503, 200, 200]],
    ];
    for (const [match, expected] of cases) {
      using rule = target.faulty.pds.add(faults.status(503), match);
      assert.deepEqual(await statuses(target, paths), expected, JSON.stringify(match));
      assert.equal(rule.hits, expected.filter((status) => status === 503).length);
      assert.equal(rule.fault, "status");
    }
    assert.deepEqual(await statuses(target, paths), [200, 200, 200]);
    // An expression with the flag g remembers where it was.
    using _ = target.faulty.pds.add(faults.status(503), { nsid: /get/g });
    assert.deepEqual(
      await statuses(
        target,
        [paths, paths, paths].map(([path = ""]) => path),
      ),
      [503, 503, 503],
    );
  });

  it("leaves a browser's preflight requests alone, unless it is for them", async () => {
    await using target = await start();
    using _ = target.faulty.pds.add(faults.status(503));
    assert.deepEqual(await statuses(target, ["/"], { method: "OPTIONS" }), [200]);
    using __ = target.faulty.pds.add(faults.status(504), { method: "OPTIONS" });
    assert.deepEqual(await statuses(target, ["/"], { method: "OPTIONS" }), [504]);
  });

  it("sees JSON in requests, which reach the server all the same", async () => {
    await using target = await startTarget((incoming, response) => incoming.pipe(response));
    target.faulty.pds.add(faults.status(503), {
      where: ({ json }) => typeof json === "object" && json !== null && "collection" in json && json.collection === "a",
    });
    const post = async (collection: string, type = "application/json") => {
      const body = JSON.stringify({ collection });
      const answer = await fetch(target.url, { method: "POST", headers: { "content-type": type }, body });
      return [answer.status, answer.ok ? await answer.json() : undefined];
    };
    assert.deepEqual(await post("a"), [503, undefined]);
    assert.deepEqual(await post("b"), [200, { collection: "b" }]);
    assert.deepEqual(await post("a", "text/plain"), [200, { collection: "a" }]);
  });

  it("waits, counts and stops", async () => {
    await using target = await start();
    const rule = target.faulty.pds.add(faults.status(503), { path: "/a", skip: 1, times: 2 });
    assert.deepEqual(await statuses(target, ["/a", "/b", "/a", "/a", "/a"]), [200, 200, 503, 503, 200]);
    assert.equal(rule.hits, 2);
    rule.remove();
    rule.remove();
    const never = target.faulty.pds.add(faults.status(503), { times: 0 });
    assert.deepEqual([await statuses(target, ["/"]), never.hits], [[200], 0]);
  });

  it("that was added first goes first, and the next one takes over", async () => {
    await using target = await start();
    const { pds } = target.faulty;
    pds.add(faults.status(501), { times: 1 });
    const second = pds.add(faults.status(502), { times: 1 });
    assert.deepEqual(await statuses(target, ["/"]), [501]);
    assert.equal(second.hits, 0);
    assert.deepEqual(await statuses(target, ["/", "/"]), [502, 200]);
  });

  it("of an additive fault goes along with another one", async () => {
    await using target = await start();
    const { pds } = target.faulty;
    pds.add(faults.status(503), { times: 1 });
    pds.add(faults.latency(60));
    pds.add(faults.latency(60));
    const begin = performance.now();
    assert.deepEqual(await statuses(target, ["/", "/"]), [503, 200]);
    assert.ok(performance.now() - begin > 235, "it waited four times");
    assert.deepEqual(
      pds.requests.map(({ fault }) => fault),
      ["latency + latency + status", "latency + latency"],
    );
  });

  it("refuses what cannot be", async () => {
    await using target = await start();
    const { pds } = target.faulty;
    const wrong: [object, RegExp][] = [
      [{ times: -1 }, /^match\.times: expected a whole number, at least 0, got -1$/],
      [{ skip: 0.5 }, /^match\.skip: expected a whole number/],
      [{ probability: 2 }, /^match\.probability: expected a number, at least 0, at most 1, got 2$/],
      [{ probability: Number.NaN }, /got NaN$/],
      [{ nsid: 5 }, /^match\.nsid: expected a string, a RegExp or a list of these, got 5$/],
      [{ path: [{}] }, /^match\.path: .*got an object$/],
      [{ where: true }, /^match\.where: expected a function, got true$/],
      [{ nsids: "a.b.c" }, /^match: expected only nsid, path, .*got "nsids"$/],
    ];
    for (const [match, message] of wrong) {
      assert.throws(() => pds.add(faults.status(503), match), { code: "invalid_option", message });
    }
    // @ts-expect-error No fault.
    assert.throws(() => pds.add(faults.status), { code: "invalid_option", message: /^fault: .*got a function$/ });
    assert.deepEqual(await statuses(target, ["/"]), [200]);
  });
});

describe("chance", () => {
  const draw = async (seed: number | string, count = 40) => {
    await using target = await startTarget((_, response) => response.end("{}"), { seed });
    target.faulty.pds.add(faults.status(501), { probability: 0.3 });
    target.faulty.pds.add(faults.status(502), { probability: 0.5 });
    const paths = Array.from({ length: count }, () => "/");
    const first = await statuses(target, paths);
    target.faulty.clear();
    assert.deepEqual(await statuses(target, ["/"]), [200]);
    return { first, target };
  };

  it("is the same for the same seed, and another for another", async () => {
    const [one, again, other] = [await draw(7), await draw(7), await draw(8)];
    assert.deepEqual(one.first, again.first);
    assert.notDeepEqual(one.first, other.first);
    const count = (status: number) => one.first.filter((found) => found === status).length;
    assert.ok(count(501) >= 5 && count(501) <= 20 && count(502) >= 6 && count(502) <= 24, String(one.first));
  });

  it("begins anew after clear()", async () => {
    await using target = await start();
    const paths = Array.from({ length: 30 }, () => "/");
    const draws: number[][] = [];
    for (const _ of [1, 2]) {
      target.faulty.pds.add(faults.status(501), { probability: 0.5 });
      draws.push(await statuses(target, paths));
      target.faulty.clear();
    }
    assert.deepEqual(draws[0], draws[1]);
  });

  it("does not depend on how long things take", async () => {
    const run = async (latency: number) => {
      await using target = await start();
      target.faulty.pds.add(faults.latency(latency, { jitter: latency }));
      target.faulty.pds.add(faults.status(501), { probability: 0.5 });
      for (let index = 0; index < 20; index++) {
        void fetch(`${target.url}/${index}`).catch(() => {});
        while (target.faulty.pds.requests.length <= index) await new Promise(setImmediate);
      }
      return target.faulty.pds.requests.map(({ fault }) => fault);
    };
    assert.deepEqual(await run(0), await run(50));
  });
});

describe("a fault of your own", () => {
  it("sees the request and answers it, or lets it go on", async () => {
    await using target = await start();
    const starts: string[] = [];
    const fault: Fault = {
      name: "mine",
      start() {
        starts.push("started");
        return {
          concerns: ({ path }) => path !== "/not",
          async handle({ request, random, foreignUrl, wait }, next) {
            await wait(1);
            const answer = await next();
            if (typeof answer === "string") return answer;
            answer.headers.set("x-seen", `${request.method} ${random() < 1} ${foreignUrl.startsWith("http")}`);
            return answer;
          },
        };
      },
    };
    const rule = target.faulty.pds.add(fault);
    target.faulty.pds.add(fault, { times: 0 });
    assert.equal((await fetch(`${target.url}/`)).headers.get("x-seen"), "GET true true");
    assert.equal((await fetch(`${target.url}/not`)).headers.get("x-seen"), null);
    assert.deepEqual([rule.hits, starts.length], [1, 2]);
  });

  it("that throws says so, as does a function of a rule", async () => {
    await using target = await start();
    const broken = () => {
      throw new Error("a mistake of mine");
    };
    target.faulty.pds.add({ name: "broken", start: () => ({ handle: broken }) }, { path: "/fault" });
    target.faulty.pds.add(faults.status(503), { path: "/where", where: broken });
    for (const path of ["/fault", "/where"]) {
      const answer = await fetch(target.url + path);
      assert.deepEqual(
        [answer.status, await answer.json()],
        [500, { error: "FaultFailed", message: "a mistake of mine" }],
      );
    }
    assert.equal(target.faulty.pds.requests[1]?.error, "a mistake of mine");
  });
});
