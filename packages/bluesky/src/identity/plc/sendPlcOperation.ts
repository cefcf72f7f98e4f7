import { isObject } from "../../data/isObject.ts";
import { isBlueskyError } from "../../errors/BlueskyError.ts";
import { parseBounded } from "../../platform/http/parseBounded.ts";
import { fetchText } from "../fetchText.ts";
import { identityError } from "../IdentityError.ts";
import type { ResolveOptions } from "../ResolveOptions.ts";
import { cidOfOperation } from "./operationHash.ts";
import { plcError } from "./PlcError.ts";
import type { PlcOperation } from "./PlcOperation.ts";
import { plcUrl, readPlcLog } from "./readPlcLog.ts";

/** The most bytes that are read of an answer. */
const MAX_ANSWER = 65_536;

/**
 * Sends an operation to the network's directory. To send it again does no harm: where the answer is lost, or the directory refuses
 * it, the log is read, and if the operation is there, all is well.
 *
 * @throws {PlcError} `plc_refused`; `plc_log_invalid` where the log that was looked into does not hold
 * @throws {IdentityError} `invalid_identifier`, `resolution_failed`
 * @throws {AbortedError}
 * @example
 * ```ts
 * await sendPlcOperation(did, await signPlcUpdate(await readPlcLog(did), key, { pds: "https://pds.example.com" }));
 * ```
 * @see https://web.plc.directory/spec/v0.1/did-plc
 */
export async function sendPlcOperation(
  did: string,
  operation: PlcOperation,
  options: ResolveOptions = {},
): Promise<void> {
  try {
    await send(did, operation, options);
  } catch (error) {
    if (isBlueskyError(error) && error.code === "aborted") throw error;
    if (!(await isThere(did, operation, options))) throw error;
  }
}

async function send(did: string, operation: PlcOperation, options: ResolveOptions): Promise<void> {
  const url = plcUrl(did, "", options);
  const body = JSON.stringify(operation);
  const answer = await fetchText(url, { ...options, about: did, maxSize: MAX_ANSWER, isNamed: true, body });
  const { ok, status, text } = answer;
  if (ok) return;
  const said = parseBounded(text);
  const message = isObject(said) && typeof said.message === "string" ? said.message : text;
  if (status >= 500 || status === 429)
    throw identityError("resolution_failed", did, `the directory answered ${status}`);
  throw plcError("plc_refused", did, `the directory answered ${status}: ${message.slice(0, 500)}`);
}

async function isThere(did: string, operation: PlcOperation, options: ResolveOptions): Promise<boolean> {
  const cid = await cidOfOperation(operation);
  try {
    const { operations } = await readPlcLog(did, options);
    return operations.some((entry) => entry.cid === cid);
  } catch (error) {
    // Nobody knows; the first error says why.
    if (isBlueskyError(error) && (error.code === "did_not_found" || error.code === "resolution_failed")) return false;
    throw error;
  }
}
