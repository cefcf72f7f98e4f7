import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import type { Network } from "bluesky-devnet";
import type { Claim } from "../../faults/src/Claim.ts";
import { borrowNetwork } from "../network/borrowNetwork.ts";

/** Makes a test of each claim, by its name, on a network that they share. `hint` says how to see a failure again. */
export function testClaims(claims: Readonly<Record<string, (net: Network) => Promise<Claim>>>, hint?: string): void {
  let net: Network;
  before(async () => {
    net = await borrowNetwork({ appView: false });
  });
  after(() => net?.close());

  for (const [name, check] of Object.entries(claims)) {
    it(name, async (test) => {
      const { found, problems } = await check(net);
      test.diagnostic(found);
      assert.deepEqual(problems, [], hint);
    });
  }
}
