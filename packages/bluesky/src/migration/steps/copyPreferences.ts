import { getPreferences } from "../../lexicons/app/bsky/actor/getPreferences.ts";
import { putPreferences } from "../../lexicons/app/bsky/actor/putPreferences.ts";
import type { Run } from "./Run.ts";

/**
 * Copies the preferences, as they are: also those that no lexicon knows.
 *
 * @throws {CallError}
 */
export async function copyPreferences(run: Run): Promise<void> {
  const { source, call } = run;
  const loose = { ...call, validate: { request: false, response: false } } as const;
  const { preferences } = await getPreferences(source, {}, loose);
  await putPreferences(await run.target(), { preferences }, { ...loose, idempotent: true });
}
