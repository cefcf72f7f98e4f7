import type { HeaderValues } from "./createAnswer.ts";
import { invalidOption } from "./invalidOption.ts";

/**
 * The headers, if HTTP can have them.
 *
 * @throws {DevnetError} `invalid_option`
 */
export function checkHeaders(where: string, headers: HeaderValues = {}): HeaderValues {
  for (const [name, value] of Object.entries(headers)) {
    try {
      new Headers([[name, String(value)]]);
    } catch {
      throw invalidOption(where, "names and values that HTTP can have", `${name}: ${value}`);
    }
  }
  return headers;
}
