import { importKey } from "bluesky/crypto";
import { cidForRecord } from "bluesky/data";
import { createPlcOperation, type PlcEntry, type PlcSigner, updatePlc, verifyPlcLog } from "bluesky/identity";

const text = (digit: string): Promise<PlcSigner> => importKey(digit.repeat(64), { curve: "secp256k1" });

/** A DID whose key is known, so that messages are the same every time, and a directory that has it. */
async function begin(): Promise<{ did: string; log: PlcEntry[]; key: PlcSigner; fetch: typeof fetch }> {
  const key = await text("1");
  const data = { handle: "alice.example.com", pds: "https://pds.example.com", signingKey: key.did };
  const { operation } = await createPlcOperation(data, key);
  // A signature differs each time, and with it the DID.
  const fixed = { ...operation, sig: SIGNATURE };
  const cid = await cidForRecord(fixed);
  const entry = { did: DID, operation: fixed, cid, nullified: false, createdAt: "2026-01-01T00:00:00.000Z" };
  const fetch: typeof globalThis.fetch = async (_, init) =>
    init?.method === "POST"
      ? Response.json({ message: "Operations not correctly ordered" }, { status: 409 })
      : Response.json([entry]);
  return { did: DID, log: [entry], key, fetch };
}

/** Made once, by the key of ones. */
const SIGNATURE = "mL_7cSJba4UPyiJUEMNzyut_ajWuurUfL_dyNFdAb4JRgcENFxcZen-S_rGQdDF71dX05kpyegIcu5KBEcmreg";
const DID = "did:plc:53vodugbg2v3prrixs2u4ptv";

/** Operations of the directory that do not count, cannot be made, or are not taken. */
export const failedPlc: Readonly<Record<"log" | "operation" | "refused", () => Promise<unknown>>> = {
  async log() {
    const { did, log } = await begin();
    const entries = log.map((entry) => ({
      ...entry,
      cid: "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a",
    }));
    return verifyPlcLog(did, entries);
  },
  async operation() {
    const { did, fetch } = await begin();
    return updatePlc(did, await text("2"), { handle: "bob.example.com" }, { fetch });
  },
  async refused() {
    const { did, key, fetch } = await begin();
    return updatePlc(did, key, { handle: "bob.example.com" }, { fetch });
  },
};
