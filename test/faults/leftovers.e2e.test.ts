import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { type Network, startNetwork } from "bluesky-devnet";
import { nothingIsLeft } from "../../faults/src/claims/leftovers.ts";
import { hugeAnswersAreGivenUp } from "../../faults/src/claims/memory.ts";

let net: Network;
before(async () => {
  net = await startNetwork({ appView: false });
});
after(() => net?.close());

for (const check of [nothingIsLeft, hugeAnswersAreGivenUp]) {
  it(check.name, async (test) => {
    const { found, problems } = await check(net);
    test.diagnostic(found);
    assert.deepEqual(problems, []);
  });
}
