import { CidLink } from "../data/CidLink.ts";
import { writeCar } from "../data/car.ts";
import type { CborMap, CborValue } from "../data/decodeCbor.ts";
import { encodeCbor } from "../data/encodeCbor.ts";
import { fromJson } from "../data/json.ts";
import type { KnownAccount } from "./Accounts.ts";
import type { ScriptedOperation } from "./Relay.ts";

/** The body of a commit of a script. Its blocks are there, and it is the next one of its account; its tree and its signature are made up. */
export function scriptCommit(account: KnownAccount, rev: string, operations: readonly ScriptedOperation[]): CborMap {
  const blocks: Uint8Array[] = [];
  const ops = operations.map(({ action = "create", collection, rkey, record = {} }): CborValue => {
    const path = `${collection}/${rkey}`;
    if (action === "delete") return { action, path, cid: null };
    const block = encodeCbor(fromJson({ $type: collection, ...record }));
    blocks.push(block);
    return { action, path, cid: CidLink.of(block) };
  });
  const tree = encodeCbor({ e: [], l: null, made: rev });
  const data = CidLink.of(tree);
  const sig = new Uint8Array(64);
  const commit = encodeCbor({ did: account.did, version: 3, data, rev, prev: null, sig });
  const root = CidLink.of(commit);
  return {
    repo: account.did,
    rev,
    since: account.rev ?? null,
    commit: root,
    ...(account.data && { prevData: account.data }),
    blocks: writeCar(root, [commit, tree, ...blocks]),
    ops,
    blobs: [],
    rebase: false,
    tooBig: false,
    time: new Date().toISOString(),
  };
}
