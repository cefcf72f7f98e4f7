import { isBlueskyError } from "../errors/BlueskyError.ts";
import type { Call } from "./Call.ts";
import { InvalidResponseError } from "./InvalidResponseError.ts";
import { toNetworkError } from "./toNetworkError.ts";

/** Reads a body as text, up to the call's `maxResponseSize`. */
export async function readText(call: Call, response: Response, signal: AbortSignal): Promise<string> {
  const { maxResponseSize = 2 ** 24 } = call.options;
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let size = Number(response.headers.get("content-length"));
  try {
    for (let read = 0; reader && !signal.aborted; size = read) {
      if (size > maxResponseSize) {
        throw new InvalidResponseError(call, response, `the answer is larger than ${maxResponseSize} bytes`);
      }
      const { done, value } = await reader.read();
      if (done) break;
      read += value.length;
      text += decoder.decode(value, { stream: true });
    }
    return text + decoder.decode();
  } catch (error) {
    void reader?.cancel().catch(() => {});
    throw isBlueskyError(error) ? error : toNetworkError(call, error);
  }
}
