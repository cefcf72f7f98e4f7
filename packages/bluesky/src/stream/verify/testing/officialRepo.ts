import { type Keypair, P256Keypair, Secp256k1Keypair } from "@atproto/crypto";
import {
  BlockMap,
  blocksToCarFile,
  type CommitData,
  MemoryBlockstore,
  Repo,
  readCarWithRoot,
  WriteOpAction,
} from "@atproto/repo";
import type { CommitFrame, CommitOp, SyncFrame } from "../../frame/CommitFrame.ts";
import type { ChainHead } from "../ChainStore.ts";

/** What is done in one commit. */
export interface Write {
  readonly action: "create" | "update" | "delete";
  readonly path: string;
  readonly value?: Record<string, unknown> | undefined;
}

/** A repository of the official code, which sends its commits as a PDS does. */
export class OfficialRepo {
  readonly did: string;
  key: Keypair;
  #repo: Repo | undefined;
  readonly records: Map<string, string> = new Map();
  #seq = 0;

  constructor(did: string, key: Keypair) {
    this.did = did;
    this.key = key;
  }

  static async create(did: string, curve: "p256" | "secp256k1" = "secp256k1"): Promise<OfficialRepo> {
    return new OfficialRepo(did, await (curve === "p256" ? P256Keypair : Secp256k1Keypair).create());
  }

  get data(): string {
    return this.#loaded.commit.data.toString();
  }

  get rev(): string {
    return this.#loaded.commit.rev;
  }

  get head(): ChainHead {
    return { rev: this.rev, data: this.data };
  }

  get #loaded(): Repo {
    if (!this.#repo) throw new Error("the repository has no commit");
    return this.#repo;
  }

  async begin(): Promise<CommitFrame> {
    const storage = new MemoryBlockstore();
    const commit = await Repo.formatInitCommit(storage, this.did, this.key);
    this.#repo = await Repo.createFromCommit(storage, commit);
    return this.#toFrame(commit, []);
  }

  /** Takes over a repository that is there. */
  async load(car: Uint8Array): Promise<void> {
    const { root, blocks } = await readCarWithRoot(car);
    this.#repo = await Repo.load(new MemoryBlockstore(blocks), root);
  }

  /** `proofs`: with the nodes alone that prove the operations. */
  async write(writes: readonly Write[], { proofs = false }: { readonly proofs?: boolean } = {}): Promise<CommitFrame> {
    const commit = await this.#loaded.formatCommit(
      writes.map(({ action, path, value }) => {
        const [collection = "", rkey = ""] = path.split("/");
        const base = { collection, rkey } as { collection: `${string}.${string}.${string}`; rkey: string };
        if (action === "delete") return { action: WriteOpAction.Delete, ...base };
        return {
          action: action === "create" ? WriteOpAction.Create : WriteOpAction.Update,
          ...base,
          record: value ?? {},
        };
      }) as never, // types of records are the official package's own
      this.key,
    );
    const prevData = this.data;
    this.#repo = await this.#loaded.applyCommit(commit);
    const ops: CommitOp[] = [];
    for (const { action, path } of writes) {
      const prev = this.records.get(path);
      const [collection = "", rkey = ""] = path.split("/");
      const cid = action === "delete" ? null : String(await this.#loaded.data.get(`${collection}/${rkey}`));
      ops.push({ action, path, cid, ...(prev !== undefined && { prev }) });
    }
    for (const { path, cid } of ops) {
      if (cid) this.records.set(path, cid);
      else this.records.delete(path);
    }
    return this.#toFrame(commit, ops, prevData, proofs);
  }

  async sync(): Promise<SyncFrame> {
    const { cid, commit } = this.#loaded;
    const blocks = new BlockMap();
    await blocks.add(commit);
    return {
      seq: ++this.#seq,
      did: this.did,
      rev: commit.rev,
      blocks: await blocksToCarFile(cid, blocks),
      time: new Date().toISOString(),
    };
  }

  /** The same tree, signed anew. */
  async resign(): Promise<void> {
    this.#repo = await this.#loaded.resignCommit(`${this.rev.slice(0, -3)}zzz`, this.key);
  }

  async #toFrame(commit: CommitData, ops: CommitOp[], prevData?: string, proofs = false): Promise<CommitFrame> {
    const blocks = new BlockMap();
    if (!proofs) blocks.addMap(commit.newBlocks);
    blocks.addMap(commit.relevantBlocks);
    return {
      seq: ++this.#seq,
      repo: this.did,
      rev: commit.rev,
      since: commit.since,
      commit: commit.cid.toString(),
      ...(prevData !== undefined && { prevData }),
      blocks: await blocksToCarFile(commit.cid, blocks),
      ops,
      tooBig: false,
      time: new Date().toISOString(),
    };
  }
}

/** Documents of accounts, as they are now. */
export function documentsOf(repos: Iterable<OfficialRepo>): {
  readonly asked: { readonly did: string; readonly refresh: boolean }[];
  resolveDid(did: string, options?: { refresh?: boolean | undefined }): Promise<{ id: string; [key: string]: unknown }>;
} {
  const byDid = new Map([...repos].map((repo) => [repo.did, repo]));
  /** What a cache would have. */
  const cached = new Map<string, { id: string }>();
  const asked: { did: string; refresh: boolean }[] = [];
  return {
    asked,
    async resolveDid(did, { refresh = false } = {}) {
      asked.push({ did, refresh });
      const known = cached.get(did);
      if (known && !refresh) return known;
      const key = byDid.get(did)?.key.did().slice("did:key:".length);
      const method = { id: `${did}#atproto`, type: "Multikey", controller: did, publicKeyMultibase: key };
      const document = { id: did, verificationMethod: [method] };
      cached.set(did, document);
      return document;
    },
  };
}
