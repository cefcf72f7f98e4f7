import { isObject } from "../../data/isObject.ts";
import type { PlcData, PlcOperation, PlcService } from "./PlcOperation.ts";

/** An operation, where a value is one: its signature and its keys are another matter. What else it has is kept, for it is signed, too. */
export function parseOperation(value: unknown): PlcOperation | undefined {
  if (!isObject(value) || typeof value.sig !== "string") return;
  const { type, prev } = value;
  const isOperation =
    type === "create"
      ? prev === null && hasTexts(value, ["signingKey", "recoveryKey", "handle", "service"])
      : type === "plc_tombstone"
        ? typeof prev === "string"
        : type === "plc_operation" && (prev === null || typeof prev === "string") && isPlcData(value);
  return isOperation ? (value as unknown as PlcOperation) : undefined; // as was just looked at
}

/** Whether a value says all that an operation says about a DID. */
export function isPlcData(value: object): value is PlcData {
  const { rotationKeys, verificationMethods, alsoKnownAs, services } = value as Readonly<Record<string, unknown>>;
  return (
    isTexts(rotationKeys) &&
    isTexts(alsoKnownAs) &&
    isObject(verificationMethods) &&
    isTexts(Object.values(verificationMethods)) &&
    isObject(services) &&
    Object.values(services).every((service) => isObject(service) && hasTexts(service, ["type", "endpoint"]))
  );
}

/** What an operation says about its DID; `undefined` for its end. A legacy one is brought into the form of today. */
export function toPlcData(operation: PlcOperation): PlcData | undefined {
  if (operation.type === "plc_tombstone") return;
  if (operation.type === "plc_operation") {
    const { rotationKeys, verificationMethods, alsoKnownAs, services } = operation;
    return { rotationKeys, verificationMethods, alsoKnownAs, services };
  }
  const { signingKey, recoveryKey, handle, service } = operation;
  return {
    rotationKeys: [recoveryKey, signingKey],
    verificationMethods: { atproto: signingKey },
    alsoKnownAs: [toHandleUri(handle)],
    services: { atproto_pds: toPdsService(service) },
  };
}

/** A handle as it stands among names. */
export function toHandleUri(handle: string): string {
  return handle.startsWith("at://") ? handle : `at://${handle.replace(/^https?:\/\//, "")}`;
}

/** A PDS as it stands among services. */
export function toPdsService(url: string): PlcService {
  return { type: "AtprotoPersonalDataServer", endpoint: /^https?:\/\//.test(url) ? url : `https://${url}` };
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

function hasTexts(value: Readonly<Record<string, unknown>>, names: readonly string[]): boolean {
  return names.every((name) => typeof value[name] === "string");
}
