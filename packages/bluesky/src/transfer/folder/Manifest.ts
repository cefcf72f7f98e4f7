import { isObject } from "../../data/isObject.ts";
import { parseJson } from "../../platform/parseJson.ts";
import { repoError } from "../../repo/model/RepoError.ts";
import { isCid } from "../../syntax/cid.ts";
import { isDid } from "../../syntax/did.ts";
import { isTid } from "../../syntax/tid.ts";
import type { MissingBlob } from "../contract/MissingBlob.ts";
import type { Folder } from "./Folder.ts";

/** What a folder says of the export in it. It is written last: what it names is there. */
export interface Manifest {
  readonly did: string;
  readonly rev: string;
  readonly commit: string;
  /** When the export was done, an ISO 8601 time. */
  readonly at: string;
  readonly records: number;
  /** How many blobs are there. `null`: they were not asked for. */
  readonly blobs: number | null;
  readonly missing: readonly MissingBlob[];
}

const NAME = "manifest.json";

/** @throws {RepoError} `export_invalid` for what is no manifest @returns `undefined` where there is none */
export async function readManifest(folder: Folder): Promise<Manifest | undefined> {
  const text = await folder.readText(NAME);
  if (text === undefined) return undefined;
  const value = parseJson(text);
  if (isManifest(value)) return value;
  throw repoError("export_invalid", "no_manifest", `Expected the manifest of an export in ${NAME}, got something else`);
}

export async function writeManifest(folder: Folder, manifest: Manifest): Promise<void> {
  await folder.replace(NAME, `${JSON.stringify({ v: 1, ...manifest }, undefined, 2)}\n`);
}

/** The name of the CAR of a revision. */
export function carName(rev: string): string {
  return `${rev}.car`;
}

/** The name of a blob. */
export function blobName(cid: string): string {
  return `blobs/${cid}`;
}

function isManifest(value: unknown): value is Manifest {
  if (!isObject(value) || value.v !== 1 || !Array.isArray(value.missing)) return false;
  const { did, rev, commit, records, blobs, missing } = value;
  const isBlob = (blob: unknown): boolean => isObject(blob) && typeof blob.cid === "string";
  const isKnown = isDid(did) && isTid(rev) && isCid(commit);
  return (
    isKnown && typeof records === "number" && (blobs === null || typeof blobs === "number") && missing.every(isBlob)
  );
}
