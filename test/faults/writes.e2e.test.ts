import { writesHaveThreeOutcomes } from "../../faults/src/claims/outcomes.ts";
import {
  lookupsKeepTheDeadline,
  unknownOutcomesNameTheirRecords,
  writesAreDoneOnce,
} from "../../faults/src/claims/writes.ts";
import { testClaims } from "./testClaims.ts";

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

testClaims(
  {
    "writes with resets before and after the commit are done once, or not at all": (net) =>
      writesAreDoneOnce(net, { count: 160, seed }),
    "and where look-ups fail too, an outcome is unknown only there": (net) =>
      writesAreDoneOnce(net, { count: 80, seed, lookupFaults: 0.6 }),
    "whatever is written, it is done once, or not at all, or it is said that nobody knows": (net) =>
      writesHaveThreeOutcomes(net, { count: 150, seed }),
    "an unknown outcome names its records": unknownOutcomesNameTheirRecords,
    "look-ups of a write keep its deadline": lookupsKeepTheDeadline,
  },
  `SEED=${seed}`,
);
