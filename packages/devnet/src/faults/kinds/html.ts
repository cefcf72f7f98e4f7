import { STATUS_CODES } from "node:http";
import { checkNumber } from "../../errors/checkNumber.ts";
import type { Fault } from "../fault/Fault.ts";
import { type CommitOptions, replaceAnswer } from "../fault/replaceAnswer.ts";
import { createAnswer } from "../traffic/createAnswer.ts";

/** Options of {@link html}. */
export interface HtmlOptions extends CommitOptions {
  /** HTTP status, from 200 to 599. @default 502 */
  status?: number | undefined;
}

/**
 * A web page instead of an answer, as from a proxy or a captive portal.
 *
 * @throws {DevnetError} `invalid_option`
 * @example
 * ```ts
 * faulty.pds.add(faults.html({ status: 200 }), { nsid: "com.atproto.server.getSession" });
 * ```
 */
export function html(options: HtmlOptions = {}): Fault {
  const { status = 502 } = options;
  checkNumber("html: status", status, { min: 200, max: 599, whole: true });
  const title = `${status} ${STATUS_CODES[status] ?? ""}`.trim();
  const head = `<head><title>${title}</title></head>`;
  const page = `<!DOCTYPE html>\n<html>\n${head}\n<body><h1>${title}</h1></body>\n</html>\n`;
  return replaceAnswer("html", options, () => createAnswer(status, "text/html; charset=utf-8", page));
}
