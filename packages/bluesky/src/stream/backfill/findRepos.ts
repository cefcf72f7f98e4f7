import { listHosts } from "../../lexicons/com/atproto/sync/listHosts.ts";
import { listRepos } from "../../lexicons/com/atproto/sync/listRepos.ts";
import { listReposByCollection } from "../../lexicons/com/atproto/sync/listReposByCollection.ts";
import { blueskyNetwork } from "../../network/blueskyNetwork.ts";
import { callerOf } from "../../records/single/limits/callerOf.ts";
import { isNsid } from "../../syntax/nsid.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { CallError } from "../../xrpc/errors/CallError.ts";

/** Options of {@link findRepos}. */
export interface FindReposOptions extends CallOptions {
  /** Accounts that have records of one of these collections. Beginnings such as `app.bsky.graph.*` cannot be asked for: then all are found. */
  readonly collections?: readonly string[] | undefined;
  /**
   * Who is asked. `collections`: the server, by collection. `repos`: the server, for all. `hosts`: each server that it reads from, for all
   * of its own.
   *
   * @default "collections" where there are some and the server knows who has them, or "repos"
   */
  readonly by?: "collections" | "repos" | "hosts" | undefined;
}

/**
 * Finds the accounts of a network, or of a server, as DIDs: those that are active, in no order. One that is found twice is given twice.
 *
 * @param client of a relay, or of a server for its own accounts
 * @throws {CallError}
 * @example
 * ```ts
 * const client = createClient({ service: "https://relay1.us-east.bsky.network" });
 * for await (const did of findRepos(client, { collections: ["com.example.recipe"] })) console.log(did);
 * ```
 * @see https://atproto.com/specs/sync
 */
export async function* findRepos(
  client: ClientLike,
  options: FindReposOptions = {},
): AsyncGenerator<string, void, undefined> {
  const { collections, by, ...call } = options;
  const canAsk = collections?.every((collection) => isNsid(collection)) ?? false;
  if (by === "collections" || (by === undefined && canAsk)) {
    let isAnswered = by === "collections";
    try {
      for (const collection of collections ?? []) {
        for await (const { did } of listReposByCollection.items(client, { collection, limit: 2000 }, call)) {
          isAnswered = true;
          yield did;
        }
        isAnswered = true;
      }
      return;
    } catch (error) {
      if (isAnswered || !isUnknown(error)) throw error;
    }
  }
  if (by !== "hosts") return yield* listAll(client, call);
  const { network = blueskyNetwork } = callerOf(client).options;
  for await (const { hostname, status } of listHosts.items(client, { limit: 1000 }, call)) {
    if (status === "banned" || status === "offline") continue;
    const scheme = network.allowHttp ? "http" : "https";
    yield* listAll(client, { ...call, service: `${scheme}://${hostname}` });
  }
}

async function* listAll(client: ClientLike, call: CallOptions): AsyncGenerator<string, void, undefined> {
  for await (const { did, active } of listRepos.items(client, { limit: 1000 }, call)) {
    if (active !== false) yield did;
  }
}

/** Whether a server does not have the operation. A PDS would pass it on to another one, for whoever has a session. */
function isUnknown(error: unknown): boolean {
  const { status } = Object(error) as { readonly status?: unknown };
  return error instanceof CallError && typeof status === "number" && [400, 401, 404, 501].includes(status);
}
