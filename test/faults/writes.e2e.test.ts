import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { type Network, startNetwork } from "bluesky-devnet";
import {
  lookupsKeepTheDeadline,
  unknownOutcomesNameTheirRecords,
  writesAreDoneOnce,
} from "../../faults/src/claims/writes.ts";

let net: Network;
before(async () => {
  net = await startNetwork({ appView: false });
});
after(() => net?.close());

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

it("writes with resets before and after the commit are done once, or not at all", async (test) => {
  const { found, problems } = await writesAreDoneOnce(net, { count: 160, seed });
  test.diagnostic(found);
  assert.deepEqual(problems, [], `SEED=${seed}`);
});

it("and where look-ups fail too, an outcome is unknown only there", async (test) => {
  const { found, problems } = await writesAreDoneOnce(net, { count: 80, seed, lookupFaults: 0.6 });
  test.diagnostic(found);
  assert.deepEqual(problems, [], `SEED=${seed}`);
});

it("an unknown outcome names its records", async () => {
  assert.deepEqual((await unknownOutcomesNameTheirRecords(net)).problems, []);
});

it("look-ups of a write keep its deadline", async () => {
  assert.deepEqual((await lookupsKeepTheDeadline(net)).problems, []);
});
