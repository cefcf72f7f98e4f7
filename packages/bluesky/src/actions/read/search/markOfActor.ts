import type { ProfileView } from "../../../lexicons/app/bsky/actor/defs.ts";
import type { Mark } from "../toTest.ts";

/** By what reading people ends: they are in no order of time. */
export function markOfActor({ did }: ProfileView): Mark {
  return { uri: `at://${did}` };
}
