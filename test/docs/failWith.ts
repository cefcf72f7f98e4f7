import { BlueskyError } from "bluesky";
import { failures } from "./failures.ts";

/** Runs what fails with a code, and gives its errors. @throws if it does not fail, or fails with an error that is not ours */
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
