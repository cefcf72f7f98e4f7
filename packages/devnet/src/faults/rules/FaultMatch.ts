import { checkNumber } from "../../errors/checkNumber.ts";
import { invalidOption } from "../../errors/DevnetError.ts";
import type { FaultRequest } from "../traffic/FaultRequest.ts";
import { compilePattern } from "./compilePattern.ts";
import type { Pattern } from "./Pattern.ts";

/**
 * Which requests a fault is for. A request has to match everything that is given. If nothing is given, all requests
 * match.
 */
export interface FaultMatch {
  /** What `/xrpc/<nsid>` names. */
  nsid?: Pattern | undefined;
  /** Path, without the query. */
  path?: Pattern | undefined;
  /**
   * HTTP method.
   *
   * @default all but `OPTIONS`: a browser's question before a request is answered by the server, so that it is the
   * request itself that meets the fault
   */
  method?: Pattern | undefined;
  /**
   * Anything else. JSON bodies of requests are in `request.json`: while there is a rule with `where`, they are read
   * before
   * the request is passed on.
   */
  where?: ((request: FaultRequest) => boolean) | undefined;
  /** The rule stops after this many hits. @default no limit */
  times?: number | undefined;
  /** How many matching requests to let through first. @default 0 */
  skip?: number | undefined;
  /** How likely a matching request is hit, from 0 to 1. The seed decides which. @default 1 */
  probability?: number | undefined;
}

const known: ReadonlySet<string> = /*#__PURE__*/ new Set([
  "nsid",
  "path",
  "method",
  "where",
  "times",
  "skip",
  "probability",
] satisfies (keyof FaultMatch)[]);

/**
 * Whether requests fit, leaving `times`, `skip` and `probability` aside.
 *
 * @throws {DevnetError} `invalid_option`
 */
export function compileMatch(match: FaultMatch): (request: FaultRequest) => boolean {
  if (typeof match !== "object" || match === null) throw invalidOption("match", "an object", match);
  const stranger = Object.keys(match).find((key) => !known.has(key));
  if (stranger !== undefined) throw invalidOption("match", `only ${[...known].join(", ")}`, stranger);
  const { where, times, skip, probability } = match;
  if (times !== undefined) checkNumber("match.times", times, { min: 0, whole: true });
  if (skip !== undefined) checkNumber("match.skip", skip, { min: 0, whole: true });
  if (probability !== undefined) checkNumber("match.probability", probability, { min: 0, max: 1 });
  if (where !== undefined && typeof where !== "function") throw invalidOption("match.where", "a function", where);
  const nsid = compilePattern("match.nsid", match.nsid);
  const path = compilePattern("match.path", match.path);
  const method = compilePattern("match.method", match.method);
  return (request) =>
    (method === undefined ? request.method !== "OPTIONS" : method(request.method)) &&
    (nsid === undefined || (request.nsid !== undefined && nsid(request.nsid))) &&
    (path === undefined || path(request.path)) &&
    (where === undefined || where(request));
}
