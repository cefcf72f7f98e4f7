import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bearerSession } from "bluesky/auth";
import { type Client, createClient } from "bluesky/client";
import { generateKey } from "bluesky/crypto";
import { writeRepo } from "bluesky/repo";
import { importRepo, verifyExport } from "bluesky/repo/file";

const did = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
const service = "https://pds.example.com";
const rev = "3jzfcijpj2z2a";
const cid = "bafkreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a";

/** An account, as its server has it. */
function clientOf(account: string, { activated, indexedRecords }: Record<string, unknown>): Client {
  const status = {
    ...{ activated, validDid: true, repoCommit: cid, repoRev: rev, repoBlocks: 1, privateStateValues: 0 },
    ...{ indexedRecords, expectedBlobs: 0, importedBlobs: 0 },
  };
  const fetch: typeof globalThis.fetch = async (input) =>
    `${input}`.includes("checkAccountStatus") ? Response.json(status) : new Response("");
  const session = bearerSession({ token: "secret", service, did: account, fetch });
  return createClient({ session, fetch, retry: false });
}

/** Runs with an export of one record with one blob, with what is in its manifest. */
async function inExport(work: (folder: string, key: string) => Promise<unknown>, manifest?: object): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "failed-export-"));
  try {
    const key = await generateKey("p256");
    const image = { $type: "blob", ref: { $link: cid }, mimeType: "image/png", size: 3 };
    const value = { $type: "com.example.picture", image };
    const repo = await writeRepo([{ collection: "com.example.picture", rkey: rev, value }], { did, key, rev });
    await mkdir(join(folder, "blobs"));
    await writeFile(join(folder, `${rev}.car`), repo.bytes());
    const whole = { v: 1, did, rev, commit: repo.cid, records: 1, blobs: 1, missing: [], ...manifest };
    if (manifest) await writeFile(join(folder, "manifest.json"), JSON.stringify(whole));
    await work(folder, key.did);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Exports that are not what they say, and imports that are refused. */
export const failedExport: Readonly<Record<"export" | "import", readonly (() => Promise<unknown>)[]>> = {
  export: [
    () => inExport((folder, key) => verifyExport(folder, { key })),
    () => inExport((folder, key) => verifyExport(folder, { key, did: "did:web:bob.example.com" }), {}),
    () => inExport((folder, key) => verifyExport(folder, { key }), {}),
    () =>
      inExport(async (folder, key) => {
        await writeFile(join(folder, "blobs", cid), "other");
        await verifyExport(folder, { key });
      }, {}),
    () =>
      inExport(async (folder, key) => {
        await rm(join(folder, `${rev}.car`));
        await verifyExport(folder, { key });
      }, {}),
  ],
  import: [
    () =>
      inExport((folder, key) => {
        const client = clientOf("did:web:bob.example.com", { activated: false, indexedRecords: 0 });
        return importRepo(client, folder, { key });
      }, {}),
    () =>
      inExport((folder, key) => importRepo(clientOf(did, { activated: true, indexedRecords: 0 }), folder, { key }), {}),
    () =>
      inExport(
        (folder, key) => importRepo(clientOf(did, { activated: false, indexedRecords: 7 }), folder, { key }),
        {},
      ),
  ],
};
