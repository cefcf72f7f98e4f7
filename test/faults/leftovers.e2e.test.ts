import { nothingIsLeft } from "../../faults/src/claims/leftovers.ts";
import { hugeAnswersAreGivenUp } from "../../faults/src/claims/memory.ts";
import { testClaims } from "./testClaims.ts";

testClaims({ nothingIsLeft, hugeAnswersAreGivenUp });
