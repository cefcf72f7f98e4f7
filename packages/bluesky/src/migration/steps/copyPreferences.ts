import { getPreferences } from "../../lexicons/app/bsky/actor/getPreferences.ts";
import { putPreferences } from "../../lexicons/app/bsky/actor/putPreferences.ts";
import { migrationError } from "../contract/MigrationError.ts";
import type { Run } from "./Run.ts";

/**
 * Copies the preferences, as they are: also those that no lexicon knows. The answer would not tell whether they are there, so they are
 * looked for.
 *
 * @throws {MigrationError} `migration_incomplete`
 * @throws {CallError}
 */
export async function copyPreferences(run: Run): Promise<void> {
  const { source, call } = run;
  const loose = { ...call, validate: { request: false, response: false } } as const;
  const { preferences } = await getPreferences(source, {}, loose);
  const target = await run.target();
  await putPreferences(target, { preferences }, { ...loose, idempotent: true });
  const there = await getPreferences(target, {}, loose);
  const kinds = new Set(there.preferences.map(kindOf));
  const lost = preferences.map(kindOf).filter((kind) => !kinds.has(kind));
  if (lost.length === 0) return;
  const message = `The new server has not kept all preferences. Those are missing: ${[...new Set(lost)].join(", ")}.`;
  throw migrationError("migration_incomplete", message, { step: "preferences" });
}

function kindOf(preference: object): string {
  return String(Object(preference).$type);
}
