import { checkNumber } from "../../errors/checkNumber.ts";
import type { Fault } from "../fault/Fault.ts";
import { type HttpAnswer, isJson } from "../traffic/Answer.ts";
import { gather } from "../traffic/gather.ts";
import { issuesTokens, readTokens, type SessionTokens } from "../traffic/SessionTokens.ts";

/** Headers that hold a date. `retry-after` may: it holds seconds otherwise, which no clock changes. */
const dateHeaders = ["date", "expires", "retry-after"];

/**
 * The server's clock is wrong. This changes the headers `date`, `expires`, `retry-after` (if it is a date) and
 * `ratelimit-reset`, and the times in session tokens (`iat`, `exp`) when they are issued. The real server gets its own
 * tokens back, even after the rule has been removed. It can be combined with other faults, whose dates change too.
 *
 * @param ms - How much the server is ahead of the client; negative for behind. Tokens and headers have whole seconds.
 * @throws {DevnetError} `invalid_option`
 * @example
 * ```ts
 * faulty.pds.add(faults.clockSkew(-10 * 60_000)); // ten minutes behind
 * ```
 */
export function clockSkew(ms: number): Fault {
  checkNumber("clockSkew: ms", ms, { unit: "ms" });
  return {
    name: "clockSkew",
    additive: true,
    start: (tokens) => ({
      async handle({ request }, next) {
        const answer = await next();
        if (typeof answer === "string") return answer;
        const moved = { ...answer, headers: shiftHeaders(answer.headers, ms) };
        return shiftTokens(moved, { nsid: request.nsid, tokens, ms });
      },
    }),
  };
}

function shiftHeaders(headers: Headers, ms: number): Headers {
  const shifted = new Headers(headers);
  for (const name of dateHeaders) {
    const value = headers.get(name) ?? "";
    const time = /^\s*-?\d+\s*$/.test(value) ? Number.NaN : Date.parse(value);
    if (!Number.isNaN(time)) shifted.set(name, new Date(time + ms).toUTCString());
  }
  const reset = headers.get("ratelimit-reset");
  if (reset !== null && /^\d+$/.test(reset))
    shifted.set("ratelimit-reset", String(Number(reset) + Math.round(ms / 1000)));
  return shifted;
}

async function shiftTokens(
  answer: HttpAnswer,
  { nsid, tokens, ms }: { nsid: string | undefined; tokens: SessionTokens; ms: number },
): Promise<HttpAnswer> {
  if (!issuesTokens(nsid) || !isJson(answer.headers.get("content-type"))) return answer;
  const { bytes, whole, body: unchanged } = await gather(answer.body, 1024 * 1024);
  if (!whole) return { ...answer, body: unchanged };
  const text = bytes.toString("latin1");
  let shifted = text;
  for (const token of readTokens(nsid, text)) shifted = shifted.replaceAll(token, tokens.shift(token, ms));
  if (shifted === text) return { ...answer, body: unchanged };
  const body = Buffer.from(shifted, "latin1");
  answer.headers.set("content-length", String(body.byteLength));
  return { ...answer, body };
}
