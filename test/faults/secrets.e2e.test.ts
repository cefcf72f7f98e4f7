import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { type Network, startNetwork } from "bluesky-devnet";
import { badAnswers } from "../../faults/src/badAnswers.ts";
import { secretsAreNeverShown } from "../../faults/src/claims/canaries.ts";
import { secretsStayAtTheirOrigin } from "../../faults/src/claims/foreignOrigin.ts";

let net: Network;
before(async () => {
  net = await startNetwork({ appView: false });
});
after(() => net?.close());

// `npm run faults` tries all of them.
const some = badAnswers.filter((_, number) => number % 2 === 0);

for (const [name, check] of Object.entries({
  "no secret is shown": () => secretsAreNeverShown(net, some),
  "no secret goes to a foreign origin": () => secretsStayAtTheirOrigin(net),
})) {
  it(name, async (test) => {
    const { found, problems } = await check();
    test.diagnostic(found);
    assert.deepEqual(problems, []);
  });
}
