import type { Recognition } from "./Recognition.ts";
import { storedCid } from "./storedCid.ts";

/** By the CID that the server says, or else by that of what it gives. */
export const byCid: Recognition = {
  cidOf: storedCid,
  isStored: async (record, { cid, value }) => {
    const sent = await storedCid(record);
    return sent === undefined ? undefined : sent === cid || sent === (await storedCid(value));
  },
};
