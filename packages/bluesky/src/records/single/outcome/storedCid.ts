import { cidForRecord } from "../../../data/cidFor.ts";
import { toStored } from "./toStored.ts";

/**
 * The CID that a record has once a server has stored it.
 *
 * @returns undefined of what is not of the data model, and of what a server stores in another form than it was sent: that
 * cannot be compared
 */
export async function storedCid(record: unknown): Promise<string | undefined> {
  try {
    return await cidForRecord(toStored(record));
  } catch {
    return undefined;
  }
}
