import type { Runner } from "../Runner.ts";
import { prepareRunWithout } from "../runWithout.ts";

/** Node, with all that it has. */
export const runners: readonly Runner[] = [
  { name: "Node", run: async (origin, signal) => (await prepareRunWithout([]))([], origin, signal) },
];
