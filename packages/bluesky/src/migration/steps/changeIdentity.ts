import { isObject } from "../../data/isObject.ts";
import { getPds } from "../../identity/getPds.ts";
import { getSigningKey } from "../../identity/getSigningKey.ts";
import type { PlcData, PlcUpdate } from "../../identity/plc/PlcOperation.ts";
import { isPlcData, parseOperation } from "../../identity/plc/parseOperation.ts";
import { readPlcLog } from "../../identity/plc/readPlcLog.ts";
import { signPlcUpdate } from "../../identity/plc/signPlcUpdate.ts";
import { toDidDocument } from "../../identity/plc/toDidDocument.ts";
import type { ResolveOptions } from "../../identity/ResolveOptions.ts";
import { resolveDid } from "../../identity/resolveDid.ts";
import { getRecommendedDidCredentials } from "../../lexicons/com/atproto/identity/getRecommendedDidCredentials.ts";
import { requestPlcOperationSignature } from "../../lexicons/com/atproto/identity/requestPlcOperationSignature.ts";
import { signPlcOperation } from "../../lexicons/com/atproto/identity/signPlcOperation.ts";
import { waitFor } from "../../records/single/limits/waitFor.ts";
import type { CallOptions, Client } from "../../xrpc/contract/Call.ts";
import { migrationError } from "../contract/MigrationError.ts";
import type { Run } from "./Run.ts";
import { submitOperation } from "./submitOperation.ts";

/** The most rotation keys of an operation. */
const MOST_KEYS = 5;

/**
 * Has the DID name the new server and its key. Whether it does already is asked first: an operation whose answer was lost is not made
 * again.
 *
 * @throws {MigrationError} `migration_refused`, `migration_incomplete`
 * @throws {PlcError}
 * @throws {IdentityError}
 * @throws {CallError}
 * @throws {unknown} what `token`, `publish` and the rotation key throw
 */
export async function changeIdentity(run: Run): Promise<void> {
  const { did } = run.journal();
  const target = await run.target();
  const wanted = await recommended(target, run.call);
  if (did.startsWith("did:web:")) return changeDidWeb(run, wanted);
  const lookup = lookupOptions(run);
  const log = await readPlcLog(did, lookup);
  const { data } = log;
  if (!data) throw migrationError("migration_refused", `${did} has ended.`, { step: "identity" });
  if (isMoved(data, wanted)) return;
  // Keys of one's own stay, before those of the new server. Those of the old one go.
  const old = (await recommended(run.source, run.call)).rotationKeys;
  const own = data.rotationKeys.filter((key) => !old.includes(key));
  const rotationKeys = [...new Set([...own, ...wanted.rotationKeys])];
  if (rotationKeys.length > MOST_KEYS) {
    const message = `The DID would have ${rotationKeys.length} rotation keys, and may have ${MOST_KEYS}: take some out first.`;
    throw migrationError("migration_refused", message, { step: "identity" });
  }
  const next: PlcData = {
    rotationKeys,
    alsoKnownAs: [...wanted.alsoKnownAs, ...data.alsoKnownAs.filter((name) => !name.startsWith("at://"))],
    verificationMethods: { ...data.verificationMethods, ...wanted.verificationMethods },
    services: { ...data.services, ...wanted.services },
  };
  const { rotationKey } = run.move;
  const { signal } = run.options;
  const operation = rotationKey
    ? await waitFor(() => signPlcUpdate(log, rotationKey, () => next), signal, "the migration was aborted")
    : await signByMail(run, next);
  await run.note({ before: run.journal().before ?? data, operation });
  await submitOperation(target, { did, operation, call: run.call, lookup });
}

/** Milliseconds that a look-up may take. */
const LONGEST_LOOKUP = 20_000;

/** What a server wants a DID to say of an account that it has. */
export async function recommended(client: Client, call: CallOptions): Promise<PlcData> {
  const {
    rotationKeys = [],
    alsoKnownAs = [],
    verificationMethods,
    services,
  } = await getRecommendedDidCredentials(client, {}, call);
  const data = { rotationKeys, alsoKnownAs, verificationMethods, services };
  if (isPlcData(data)) return data;
  throw migrationError("migration_refused", "The server does not say what the DID of the account has to be.");
}

/** Whether a DID names a server and the key that the account has there. */
export function isMoved({ services, verificationMethods }: PlcData, wanted: PlcData): boolean {
  return (
    services.atproto_pds?.endpoint === wanted.services.atproto_pds?.endpoint &&
    verificationMethods.atproto === wanted.verificationMethods.atproto
  );
}

/** What the options of a migration say of a look at the directory. */
export function lookupOptions({ options }: Pick<Run, "options">): ResolveOptions {
  const { network, fetch, signal, timeout } = options;
  return { network, fetch, signal, timeout: Math.min(timeout || LONGEST_LOOKUP, LONGEST_LOOKUP) };
}

async function signByMail({ source, call, move, options }: Run, data: PlcData): Promise<PlcUpdate> {
  if (!move.token) {
    const message = "Expected `token`, which asks for what comes by e-mail, or a `rotationKey` of one's own.";
    throw migrationError("migration_refused", message, { step: "identity" });
  }
  await requestPlcOperationSignature(source, undefined, call);
  const token = await waitFor(() => move.token?.(), options.signal, "the migration was aborted");
  const { rotationKeys, alsoKnownAs, verificationMethods, services } = data;
  const input = {
    token: String(token).trim(),
    rotationKeys: [...rotationKeys],
    alsoKnownAs: [...alsoKnownAs],
    verificationMethods: { ...verificationMethods },
    services: { ...services },
  };
  const { operation } = await signPlcOperation(source, input, call);
  const signed = parseOperation(operation);
  // The old server could sign something else.
  if (signed?.type === "plc_operation" && isObject(signed) && isMoved(signed, data)) return signed;
  throw migrationError("migration_incomplete", "The old server has signed something else.", { step: "identity" });
}

async function changeDidWeb(run: Run, wanted: PlcData): Promise<void> {
  const { did } = run.journal();
  const { network } = run.options;
  const document = toDidDocument(did, wanted);
  const holds = async (): Promise<boolean> => {
    const served = await resolveDid(did, lookupOptions(run));
    const isSame = [getPds, getSigningKey].every((read) => read(served, { network }) === read(document, { network }));
    return isSame;
  };
  if (await holds()) return;
  if (!run.move.publish) {
    const message = "Expected `publish`, which puts the new document of a did:web where it is served.";
    throw migrationError("migration_refused", message, { step: "identity" });
  }
  await waitFor(() => run.move.publish?.(document), run.options.signal, "the migration was aborted");
  if (await holds()) return;
  const message = `The document that is served for ${did} does not name the new server and its key yet.`;
  throw migrationError("migration_incomplete", message, { step: "identity" });
}
