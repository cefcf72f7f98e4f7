import { dataCases } from "./dataCases.ts";
import { handlerCases } from "./handlerCases.ts";
import type { KindCase } from "./KindCase.ts";
import { redirectCases } from "./redirectCases.ts";
import { secretCases } from "./secretCases.ts";

/** All rows of the second table. */
export const kindCases: readonly KindCase[] = [...dataCases, ...redirectCases, ...handlerCases, ...secretCases];
