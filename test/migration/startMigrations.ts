import { chmodSync, globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { AtpAgent } from "@atproto/api";
import { verifyRepoCar } from "@atproto/repo";
import { generateKey, type SigningKey } from "bluesky/crypto";
import { cidForBlob } from "bluesky/data";
import { type AddedPds, type Network, startNetwork } from "bluesky-devnet";

/** Somebody who is to be moved. */
export interface Mover {
  readonly did: string;
  readonly handle: string;
  readonly password: string;
  /** A rotation key of their own. */
  readonly key: SigningKey;
  readonly agent: AtpAgent;
}

/** What can be seen of an account: what must be the same before and after. */
export interface Seen {
  readonly records: readonly (readonly [path: string, cid: string])[];
  readonly blobs: readonly string[];
  readonly preferences: unknown;
}

/** A network with two servers. Whoever starts it closes it. */
export interface Migrations extends AsyncDisposable {
  readonly net: Network;
  readonly second: AddedPds;
  /** Where the servers keep what they have. */
  readonly folder: string;
  /** Makes an account on the first server, with posts, a picture and preferences. */
  join(name: string): Promise<Mover>;
  /** Writes posts, pictures and preferences. */
  fill(agent: AtpAgent, name: string): Promise<void>;
  /** The token that a server would have sent by e-mail. */
  tokenOf(did: string, purpose: string): string;
  /** What a server has of an account. */
  see(service: string, mover: Pick<Mover, "did" | "handle" | "password">): Promise<Seen>;
}

export async function startMigrations(options: { readonly appView?: boolean } = {}): Promise<Migrations> {
  const folder = mkdtempSync(join(tmpdir(), "migration-"));
  // The user that the AppView's database runs as must get there, too.
  chmodSync(folder, 0o755);
  const { TMPDIR } = process.env;
  process.env.TMPDIR = folder;
  const starting = startNetwork(options);
  const net = await starting.finally(() => {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  });
  const second = await net.addPds();
  return {
    net,
    second,
    folder,
    fill,
    async join(name) {
      const key = await generateKey("secp256k1");
      const agent = new AtpAgent({ service: net.network.pds });
      const password = `${name}-password`;
      const { data } = await agent.createAccount({
        ...{ handle: `${name}.test`, email: `${name}@example.com`, password },
        recoveryKey: key.did,
      });
      await fill(agent, name);
      return { did: data.did, handle: `${name}.test`, password, key, agent };
    },
    tokenOf(did, purpose) {
      for (const path of globSync(join(folder, "**/account.sqlite"))) {
        using database = new DatabaseSync(path, { readOnly: true });
        const select = "SELECT token FROM email_token WHERE did = ? AND purpose = ?";
        if (!database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'email_token'").get()) continue;
        const found = database.prepare(select).get(did, purpose);
        if (found) return String(found.token);
      }
      throw new Error(`no server has a token of ${did} for ${purpose}`);
    },
    async see(service, { did, handle, password }) {
      const agent = new AtpAgent({ service });
      // The server lowers the case of a DID, which one with an escaped port does not survive.
      await agent.login({ identifier: did.includes("%") ? handle : did, password });
      const repo = await fetch(`${service}/xrpc/com.atproto.sync.getRepo?did=${encodeURIComponent(did)}`);
      if (!repo.ok) throw new Error(`getRepo answers ${repo.status}: ${await repo.text()}`);
      const { creates } = await verifyRepoCar(new Uint8Array(await repo.arrayBuffer()), did);
      const { data } = await agent.com.atproto.sync.listBlobs({ did });
      const { data: stored } = await agent.app.bsky.actor.getPreferences();
      return {
        records: creates.map(({ collection, rkey, cid }) => [`${collection}/${rkey}`, `${cid}`] as const).sort(),
        blobs: await storedBlobs(service, did, data.cids),
        preferences: stored.preferences,
      };
    },
    async [Symbol.asyncDispose]() {
      await net.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Those that the server really has: it lists what records refer to. */
async function storedBlobs(service: string, did: string, cids: readonly string[]): Promise<string[]> {
  const stored: string[] = [];
  for (const cid of [...cids].sort()) {
    const response = await fetch(`${service}/xrpc/com.atproto.sync.getBlob?did=${encodeURIComponent(did)}&cid=${cid}`);
    if (!response.ok) continue;
    const bytes = new Uint8Array(await response.arrayBuffer());
    if ((await cidForBlob(bytes)) !== cid) throw new Error(`${service} has other bytes for ${cid}`);
    stored.push(cid);
  }
  return stored;
}

async function fill(agent: AtpAgent, name: string): Promise<void> {
  const { did: repo = "" } = agent;
  for (let picture = 0; picture < 3; picture++) {
    const bytes = Buffer.from(`a picture of ${name}, ${picture}: ${"x".repeat(10_000 * picture)}`);
    const { data } = await agent.uploadBlob(bytes, { encoding: "image/png" });
    const images = [{ image: data.blob, alt: "a picture" }];
    await agent.post({ text: `picture ${picture}`, embed: { $type: "app.bsky.embed.images", images } });
  }
  const writes = Array.from({ length: 40 }, (_, n) => ({
    $type: "com.atproto.repo.applyWrites#create" as const,
    collection: "app.bsky.feed.post",
    value: { $type: "app.bsky.feed.post", text: `post ${n}`, createdAt: new Date().toISOString() },
  }));
  await agent.com.atproto.repo.applyWrites({ repo, writes });
  await agent.setAdultContentEnabled(true);
  await agent.addMutedWord({ value: name, targets: ["content"], actorTarget: "all" });
}
