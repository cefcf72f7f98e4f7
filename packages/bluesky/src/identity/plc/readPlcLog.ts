import { blueskyNetwork } from "../../network/blueskyNetwork.ts";
import { parseBounded } from "../../platform/http/parseBounded.ts";
import { parseUrl } from "../../platform/parseUrl.ts";
import { fetchText } from "../fetchText.ts";
import { identityError } from "../IdentityError.ts";
import type { ResolveOptions } from "../ResolveOptions.ts";
import { plcError } from "./PlcError.ts";
import { type PlcLog, verifyPlcLog } from "./verifyPlcLog.ts";

/** The most bytes that are read of a log. */
const MAX_LOG = 10 << 20;

/**
 * Reads the audit log of a `did:plc` from the network's directory, and verifies it.
 *
 * @throws {IdentityError} `invalid_identifier`, `did_not_found`, `resolution_failed`
 * @throws {PlcError} `plc_log_invalid`
 * @throws {CryptoError} `curve_unsupported`
 * @throws {AbortedError}
 * @example
 * ```ts
 * const { data, operations } = await readPlcLog("did:plc:z72i7hdynmk6r22z27h6tvur");
 * console.log(data?.rotationKeys, operations.length);
 * ```
 * @see https://web.plc.directory/spec/v0.1/did-plc
 */
export async function readPlcLog(did: string, options: ResolveOptions = {}): Promise<PlcLog> {
  const url = plcUrl(did, "/log/audit", options);
  const { ok, status, text } = await fetchText(url, { ...options, about: did, maxSize: MAX_LOG, isNamed: true });
  if (status === 404) throw identityError("did_not_found", did, `${url} answered ${status}`);
  if (!ok) throw identityError("resolution_failed", did, `${url} answered ${status}`);
  const log = parseBounded(text);
  if (log !== undefined) return verifyPlcLog(did, log);
  throw plcError("plc_log_invalid", did, "the directory's answer is not JSON", { reason: "structure" });
}

/**
 * Where the directory has something of a DID.
 *
 * @throws {IdentityError} `invalid_identifier`, `resolution_failed`
 */
export function plcUrl(did: string, path: string, { network = blueskyNetwork }: ResolveOptions): string {
  if (!/^did:plc:[a-z2-7]{24}$/.test(did)) throw identityError("invalid_identifier", did, "expected a did:plc");
  const url = parseUrl(`/${did}${path}`, network.plc);
  if (url) return url.href;
  throw identityError("resolution_failed", did, "the network names no URL of a directory");
}
