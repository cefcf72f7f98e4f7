/** A record as the server itself tells it. */
export interface LedgerEntry {
  readonly rkey: string;
  readonly cid: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** A repository, read and written by nothing but `fetch`: what is measured has no part in the measure. */
export interface PlainRepo {
  readonly did: string;
  upload(
    bytes: Uint8Array<ArrayBuffer>,
    type: string,
  ): Promise<{ $type: "blob"; ref: { $link: string }; mimeType: string; size: number }>;
  /** Makes the records, so many in one commit as a server takes. */
  create(
    records: readonly { readonly collection: string; readonly rkey: string; readonly value: object }[],
  ): Promise<void>;
  put(collection: string, rkey: string, record: object): Promise<void>;
  list(collection: string): Promise<LedgerEntry[]>;
}

/** Logs in at the server itself, not at the fault network before it. */
export async function plainRepo(pds: string, account: { identifier: string; password: string }): Promise<PlainRepo> {
  async function ask(nsid: string, init: RequestInit & { readonly query?: Record<string, string> }): Promise<unknown> {
    const { query = {}, ...rest } = init;
    const response = await fetch(`${pds}/xrpc/${nsid}?${new URLSearchParams(query)}`, rest);
    if (!response.ok) throw new Error(`${nsid}: ${response.status} ${await response.text()}`);
    return response.json();
  }
  const send = (nsid: string, input: object, headers: Record<string, string> = {}): Promise<unknown> =>
    ask(nsid, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify(input),
    });
  const { identifier, password } = account;
  const session = await send("com.atproto.server.createSession", { identifier, password });
  const { did, accessJwt } = session as { did: string; accessJwt: string }; // as its lexicon says, and below
  const own = { authorization: `Bearer ${accessJwt}` };
  return {
    did,
    async upload(bytes, type) {
      const headers = { ...own, "content-type": type };
      const answer = await ask("com.atproto.repo.uploadBlob", { method: "POST", headers, body: bytes });
      return (answer as { blob: Awaited<ReturnType<PlainRepo["upload"]>> }).blob;
    },
    async create(records) {
      for (let start = 0; start < records.length; start += 100) {
        const $type = "com.atproto.repo.applyWrites#create";
        const writes = records.slice(start, start + 100).map((record) => ({ $type, ...record }));
        await send("com.atproto.repo.applyWrites", { repo: did, validate: false, writes }, own);
      }
    },
    async put(collection, rkey, record) {
      await send("com.atproto.repo.putRecord", { repo: did, collection, rkey, record, validate: false }, own);
    },
    async list(collection) {
      const entries: LedgerEntry[] = [];
      let cursor: string | undefined;
      do {
        const query = { repo: did, collection, limit: "100", ...(cursor !== undefined && { cursor }) };
        const page = (await ask("com.atproto.repo.listRecords", { query })) as {
          cursor?: string;
          records: { uri: string; cid: string; value: LedgerEntry["value"] }[];
        };
        for (const { uri, cid, value } of page.records) entries.push({ rkey: uri.split("/").at(-1) ?? "", cid, value });
        ({ cursor } = page);
      } while (cursor !== undefined);
      return entries;
    },
  };
}
