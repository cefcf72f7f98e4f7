import { BlueskyError } from "bluesky";
import { failures } from "./failures.ts";

/** Lets everything fail that a code has ways to fail for. @throws where it does not fail, or with another kind of error */
export async function failWith(code: string): Promise<BlueskyError[]> {
  const errors: BlueskyError[] = [];
  for (const fail of failures[code] ?? []) {
    let failed = false;
    try {
      await fail();
    } catch (error) {
      if (!(error instanceof BlueskyError)) throw error;
      failed = errors.push(error) > 0;
    }
    if (!failed) throw new Error(`it did not fail with ${code}`);
  }
  return errors;
}
