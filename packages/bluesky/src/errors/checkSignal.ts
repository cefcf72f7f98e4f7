import { invalidOption } from "./InvalidOptionError.ts";
import { typeOf } from "./typeOf.ts";

/**
 * Refuses what is given as a signal and is none: it would be waited for in vain.
 *
 * @throws {InvalidOptionError}
 */
export function checkSignal(signal: unknown): void {
  if (signal === undefined || signal === null) return;
  const { aborted, addEventListener } = Object(signal) as Partial<AbortSignal>;
  if (typeof aborted === "boolean" && typeof addEventListener === "function") return;
  throw invalidOption("signal", `Expected an AbortSignal as \`signal\`, got ${typeOf(signal)}.`);
}
