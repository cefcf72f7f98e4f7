import { invalidOption } from "../../errors/DevnetError.ts";
import { changeAnswer } from "../fault/changeAnswer.ts";
import type { Fault } from "../fault/Fault.ts";

/**
 * The real answer with another content type.
 *
 * @param contentType - @default "text/plain; charset=utf-8"
 * @throws {DevnetError} `invalid_option`
 * @example
 * ```ts
 * faulty.pds.add(faults.wrongContentType("image/png"));
 * ```
 */
export function wrongContentType(contentType = "text/plain; charset=utf-8"): Fault {
  if (typeof contentType !== "string" || !/^[\t\x20-\x7e]+$/.test(contentType)) {
    throw invalidOption("wrongContentType: contentType", "a media type", contentType);
  }
  return changeAnswer("wrongContentType", (answer) => {
    const headers = new Headers(answer.headers);
    headers.set("content-type", contentType);
    return { ...answer, headers };
  });
}
