import { cidForRecord } from "../../data/cidFor.ts";
import { encodeCbor } from "../../data/encodeCbor.ts";
import { InvalidDataError } from "../../data/InvalidDataError.ts";
import { encodeBase32 } from "../../platform/bytes/base32.ts";
import { sha256 } from "../../platform/bytes/sha256.ts";
import type { PlcOperation } from "./PlcOperation.ts";

/** The CID of a signed operation, which the next one names; `undefined` of what does not fit the data model. */
export async function cidOfOperation(operation: PlcOperation): Promise<string | undefined> {
  try {
    return await cidForRecord(operation);
  } catch (error) {
    if (error instanceof InvalidDataError) return;
    throw error;
  }
}

/** The DID that begins with this operation. */
export async function didOfGenesis(operation: PlcOperation): Promise<string> {
  return `did:plc:${encodeBase32(await sha256(encodeCbor(operation))).slice(0, 24)}`;
}
