import type { CaseResult } from "./Case.ts";

/**
 * Runs all cases on a platform. What a file of `runners/` exports as `runners` is run by the tests: it starts the platform, which
 * imports what `writeModules` writes and calls its `run`, and gives what that gives.
 */
export interface Runner {
  /** The platform, with its version where that says something. */
  readonly name: string;
  /** @throws where the platform is not there, or dies */
  run(origin: string, signal: AbortSignal): Promise<CaseResult[]>;
}
