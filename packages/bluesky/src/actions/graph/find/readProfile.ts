import { callerOf } from "../../../records/single/limits/callerOf.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { XrpcError } from "../../../xrpc/errors/XrpcError.ts";

/** What a view of an account or a list says, as far as actions look at it. Nothing of it is sure to be there. */
export interface KnownActor {
  readonly handle?: unknown;
  readonly displayName?: unknown;
  /** What it is to the viewer. */
  readonly viewer: Readonly<Record<string, unknown>>;
}

/**
 * What the AppView says of an account to the viewer. It is called by its NSID, as `getPosts` is for posts: what is used of the
 * answer is looked at where it is used.
 *
 * @returns undefined where it does not know the account, or nobody could be asked
 * @throws {CallError}
 */
export function readProfile(client: ClientLike, did: string, options: CallOptions): Promise<KnownActor | undefined> {
  return readView(client, { nsid: "app.bsky.actor.getProfile", params: { actor: did } }, options);
}

/**
 * What the AppView says of a list to the viewer.
 *
 * @returns undefined where it does not know the list, or nobody could be asked
 * @throws {CallError}
 */
export async function readList(
  client: ClientLike,
  list: string,
  options: CallOptions,
): Promise<KnownActor | undefined> {
  return readView(client, { nsid: "app.bsky.graph.getList", params: { list, limit: 1 }, name: "list" }, options);
}

async function readView(
  client: ClientLike,
  { nsid, params, name }: { readonly nsid: string; readonly params: Record<string, unknown>; readonly name?: string },
  options: CallOptions,
): Promise<KnownActor | undefined> {
  try {
    const answer: Record<string, unknown> = Object(await callerOf(client).call(nsid, { params }, options));
    const view: Record<string, unknown> = name === undefined ? answer : Object(answer[name]);
    return { ...view, viewer: Object(view.viewer) };
  } catch (error) {
    // A PDS may have no AppView.
    if (error instanceof XrpcError && error.code === "xrpc_error") return undefined;
    throw error;
  }
}
