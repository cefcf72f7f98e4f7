import { invalidOption } from "../../errors/DevnetError.ts";
import type { Fault } from "../fault/Fault.ts";
import { type CommitOptions, replaceAnswer } from "../fault/replaceAnswer.ts";
import { createAnswer } from "../traffic/createAnswer.ts";

/** Options of {@link redirect}. */
export interface RedirectOptions extends CommitOptions {
  /** 301, 302, 303, 307 or 308. The last two keep method and body. @default 307 */
  status?: number | undefined;
  /**
   * An absolute URL, or a path on the same origin.
   *
   * @default the same path and query on the foreign origin of the fault network
   */
  to?: string | undefined;
}

/**
 * A redirect, by default to a foreign origin. `faulty.foreign.requests` shows what the client gave away.
 *
 * @throws {DevnetError} `invalid_option`
 * @example
 * ```ts
 * faulty.pds.add(faults.redirect(), { nsid: "com.atproto.server.createSession" });
 * ```
 */
export function redirect(options: RedirectOptions = {}): Fault {
  const { status = 307, to } = options;
  if (![301, 302, 303, 307, 308].includes(status)) {
    throw invalidOption("redirect: status", "301, 302, 303, 307 or 308", status);
  }
  if (to !== undefined && !(to.startsWith("/") || URL.canParse(to))) {
    throw invalidOption("redirect: to", "an absolute URL or a path that begins with /", to);
  }
  return replaceAnswer("redirect", options, ({ request, foreignUrl }) => {
    return createAnswer(status, undefined, "", { location: to ?? `${foreignUrl}${request.path}${request.search}` });
  });
}
