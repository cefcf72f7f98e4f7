import { badAnswers } from "../../faults/src/badAnswers.ts";
import { secretsAreNeverShown } from "../../faults/src/claims/canaries.ts";
import { secretsStayAtTheirOrigin } from "../../faults/src/claims/foreignOrigin.ts";
import { testClaims } from "./testClaims.ts";

// `npm run faults` tries all of them.
const some = badAnswers.filter((_, number) => number % 2 === 0);

testClaims({
  "no secret is shown": (net) => secretsAreNeverShown(net, some),
  "no secret goes to a foreign origin": secretsStayAtTheirOrigin,
});
