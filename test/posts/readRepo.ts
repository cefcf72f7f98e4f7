import { decode } from "@atproto/lex-cbor";
import { lexToJson } from "@atproto/lex-json";
import { verifyRepoCar } from "@atproto/repo";
import type { Network } from "bluesky-devnet";

/** A record of a repository, as the official library reads it. */
export interface RepoRecord {
  readonly cid: string;
  readonly value: Record<string, unknown>;
}

/**
 * Reads a whole repository: its CAR from the server, checked and taken apart by the official library. Nothing of this SDK is in
 * between.
 *
 * @returns the records by their path, `collection/rkey`
 */
export async function readRepo(net: Network, did: string): Promise<Map<string, RepoRecord>> {
  const response = await fetch(`${net.network.pds}/xrpc/com.atproto.sync.getRepo?did=${did}`);
  if (!response.ok) throw new Error(`getRepo answers ${response.status}: ${await response.text()}`);
  const { creates, commit } = await verifyRepoCar(new Uint8Array(await response.arrayBuffer()), did);
  return new Map(
    creates.map(({ collection, rkey, cid }) => {
      const block = commit.relevantBlocks.get(cid) ?? commit.newBlocks.get(cid);
      if (!block) throw new Error(`the CAR lacks the block of ${collection}/${rkey}`);
      return [`${collection}/${rkey}`, { cid: `${cid}`, value: lexToJson(decode(block)) as RepoRecord["value"] }];
    }),
  );
}

/** The records of one collection, in the order of their keys. */
export async function readCollection(net: Network, did: string, collection: string): Promise<RepoRecord["value"][]> {
  const records = [...(await readRepo(net, did))].filter(([path]) => path.startsWith(`${collection}/`));
  return records.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { value }]) => value);
}
