import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { type Network, startNetwork } from "bluesky-devnet";
import { badAnswersAreTyped } from "../../faults/src/claims/badAnswers.ts";
import { retriesOfReadsAreFew, retriesOfWritesAreFew } from "../../faults/src/claims/budget.ts";
import {
  lateAnswersRefreshNothing,
  refreshedOnce,
  refreshedOnceByTwoProcesses,
} from "../../faults/src/claims/refreshes.ts";

let net: Network;
before(async () => {
  net = await startNetwork({ appView: false });
});
after(() => net?.close());

for (const [name, check] of Object.entries({
  "bad answers end as typed errors within the deadline": badAnswersAreTyped,
  "one refresh for fifty calls": refreshedOnce,
  "one refresh over two processes": refreshedOnceByTwoProcesses,
  "no refresh for a late 401": lateAnswersRefreshNothing,
  "retries of reads stay within the budget": () => retriesOfReadsAreFew(net, { calls: 400, rate: 400 }),
  "retries of writes stay within the budget, look-ups are exempt": () =>
    retriesOfWritesAreFew(net, { calls: 200, rate: 200 }),
})) {
  it(name, async (test) => {
    const { found, problems } = await check(net);
    test.diagnostic(found);
    assert.deepEqual(problems, []);
  });
}
