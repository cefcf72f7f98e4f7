import { badAnswersAreTyped } from "../../faults/src/claims/badAnswers.ts";
import { retriesOfReadsAreFew, retriesOfWritesAreFew } from "../../faults/src/claims/budget.ts";
import {
  lateAnswersRefreshNothing,
  refreshedOnce,
  refreshedOnceByTwoProcesses,
} from "../../faults/src/claims/refreshes.ts";
import { testClaims } from "./testClaims.ts";

testClaims({
  "bad answers end as typed errors within the deadline": badAnswersAreTyped,
  "one refresh for fifty calls": (net) => refreshedOnce(net),
  "one refresh over two processes": (net) => refreshedOnceByTwoProcesses(net),
  "no refresh for a late 401": lateAnswersRefreshNothing,
  "retries of reads stay within the budget": (net) => retriesOfReadsAreFew(net, { calls: 400, rate: 400 }),
  "retries of writes stay within the budget, look-ups are exempt": (net) =>
    retriesOfWritesAreFew(net, { calls: 200, rate: 200 }),
});
