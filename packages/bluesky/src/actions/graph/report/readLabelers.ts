import { callerOf } from "../../../records/single/limits/callerOf.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { XrpcError } from "../../../xrpc/errors/XrpcError.ts";
import type { LabelerScope } from "./LabelerScope.ts";

/** The labelers whom the account subscribes to. Where its preferences are not to be had, those of the client. */
export async function readSubscribed(client: ClientLike, options: CallOptions): Promise<readonly string[]> {
  const caller = callerOf(client);
  const asked = (caller.options.labelers ?? []).map((one) => one.split(";", 1)[0] ?? one);
  const answer = await askIfThere(() => caller.call("app.bsky.actor.getPreferences", {}, options));
  const { preferences } = Object(answer);
  const all: readonly unknown[] = Array.isArray(preferences) ? preferences : [];
  const found = all.find((one) => Object(one).$type === "app.bsky.actor.defs#labelersPref");
  const { labelers } = Object(found);
  const chosen: readonly unknown[] = Array.isArray(labelers) ? labelers.map((one) => Object(one).did) : [];
  return [...new Set([...asked, ...chosen.filter((did) => typeof did === "string")])];
}

/** A labeler, and what it is called. */
export interface KnownLabeler extends LabelerScope {
  readonly handle?: string | undefined;
  readonly displayName?: string | undefined;
}

/**
 * What labelers declare. It is asked for by its NSID, as `getPosts` is for posts: what is used of the answer is looked at here.
 * Whoever is not in it has declared nothing.
 */
export async function readLabelers(
  client: ClientLike,
  dids: readonly string[],
  options: CallOptions,
): Promise<ReadonlyMap<string, KnownLabeler>> {
  const params = { dids: [...dids], detailed: true };
  const answer = await askIfThere(() => callerOf(client).call("app.bsky.labeler.getServices", { params }, options));
  const { views } = Object(answer);
  const known = new Map<string, KnownLabeler>();
  for (const view of Array.isArray(views) ? views : []) {
    const { creator, reasonTypes, subjectTypes, subjectCollections } = Object(view);
    const { did, handle, displayName } = Object(creator);
    known.set(did, {
      did,
      reasonTypes: textsOf(reasonTypes),
      subjectTypes: textsOf(subjectTypes),
      subjectCollections: textsOf(subjectCollections),
      handle,
      displayName,
    });
  }
  return known;
}

function textsOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((text) => typeof text === "string") : undefined;
}

/** What was answered; nothing where a PDS has no AppView, or the session may not ask. */
async function askIfThere(ask: () => Promise<unknown>): Promise<unknown> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof XrpcError && error.code === "xrpc_error") return undefined;
    throw error;
  }
}
