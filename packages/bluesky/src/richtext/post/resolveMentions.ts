import { AbortedError } from "../../errors/AbortedError.ts";
import type { BlueskyError } from "../../errors/BlueskyError.ts";
import { InvalidOptionError } from "../../errors/InvalidOptionError.ts";
import type { Facet } from "../../lexicons/app/bsky/richtext/facet.ts";
import { resolveHandle } from "../../lexicons/com/atproto/identity/resolveHandle.ts";
import { isDid } from "../../syntax/did.ts";
import { isHandle } from "../../syntax/handle.ts";
import type { CallOptions, Client, ClientLike } from "../../xrpc/contract/Call.ts";
import { clientOf } from "../../xrpc/operation/clientOf.ts";
import { placeFacets, toFacets } from "../model/placeFacets.ts";
import type { FacetFeature, RichText, Text } from "../model/RichText.ts";
import { toRichText } from "../model/toRichText.ts";

/** Options of {@link resolveMentions}: those of a call. */
export interface ResolveMentionsOptions extends Omit<CallOptions, "idempotent" | "settle" | "encoding"> {}

/** A text as it can be posted. */
export interface ResolvedText extends RichText {
  /** The text, as it was. */
  readonly text: string;
  /** Its facets. Each mention has the DID of an account. */
  readonly facets: Facet[];
  /** The handles that nobody has, or whose owner could not be found out: they are plain text. */
  readonly unresolved: readonly string[];
}

/** How many handles are asked for at a time. */
const AT_ONCE = 8;
/** How many handles a client remembers, and for how many milliseconds. */
const REMEMBERED = 1_000;
const REMEMBERED_FOR = 300_000;

interface Remembered {
  readonly did: string;
  readonly until: number;
}

// Each client may be of another network. With the client its memory goes.
const remembered = /*#__PURE__*/ new WeakMap<Client, Map<string, Remembered>>();

/**
 * Puts the DID in the place of each handle that is mentioned. Every handle is asked for once, all together, and
 * remembered for five minutes. It is the client's own service that is asked (`com.atproto.identity.resolveHandle`), not
 * an AppView for profiles: so accounts are found that no AppView shows yet, on any network, and an account's server is
 * what decides in the end.
 *
 * A mention that does not resolve is no error: it becomes plain text, and `unresolved` has its handle.
 *
 * @throws {InvalidOptionError} if an argument is wrong
 * @throws {AbortedError} if `signal` is aborted
 * @example
 * ```ts
 * const { facets, unresolved } = await resolveMentions(client, { text, facets: detectFacets(text) });
 * ```
 */
export async function resolveMentions(
  client: ClientLike,
  text: Text,
  options: ResolveMentionsOptions = {},
): Promise<ResolvedText> {
  const rich = toRichText(text);
  const placed = placeFacets(rich);
  const handles = new Set(placed.flatMap(({ features }) => features.flatMap((feature) => handleOf(feature) ?? [])));
  const dids = await resolveAll(client, [...handles], options);
  const resolved = placed.flatMap(({ start, end, features }) => {
    const known = features.flatMap((feature) => {
      const handle = handleOf(feature);
      if (handle === undefined) return [feature];
      const did = dids.get(handle);
      return did === undefined ? [] : [{ ...feature, did }];
    });
    return known.length > 0 ? [{ start, end, features: known }] : [];
  });
  const unresolved = [...handles].filter((handle) => !dids.has(handle));
  return { text: rich.text, facets: toFacets(rich.text, resolved), unresolved };
}

/** What a mention has in the place of a DID. */
function handleOf(feature: FacetFeature): string | undefined {
  if (feature.$type !== "app.bsky.richtext.facet#mention") return;
  const { did } = feature as { readonly did: unknown };
  return isDid(did) ? undefined : String(did).toLowerCase();
}

async function resolveAll(
  client: ClientLike,
  handles: readonly string[],
  options: ResolveMentionsOptions,
): Promise<ReadonlyMap<string, string>> {
  const memory = memoryOf(clientOf(client));
  const dids = new Map<string, string>();
  const asked = handles.filter((handle) => {
    const { did, until = 0 } = memory.get(handle) ?? {};
    if (did !== undefined && Date.now() < until) dids.set(handle, did);
    return !dids.has(handle) && isHandle(handle);
  });
  const ask = async (): Promise<void> => {
    for (let handle = asked.pop(); handle !== undefined; handle = asked.pop()) {
      const did = await resolve(client, handle, options);
      if (did === undefined) continue;
      dids.set(handle, did);
      remember(memory, handle, did);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, asked.length) }, ask));
  return dids;
}

async function resolve(
  client: ClientLike,
  handle: string,
  options: ResolveMentionsOptions,
): Promise<string | undefined> {
  const result = await resolveHandle.safe(client, { handle }, options);
  // Answers are held to their shape only.
  if (result.ok) return isDid(result.data.did) ? result.data.did : undefined;
  // What the caller wanted, or did wrong. All else is a mention that stays text.
  const error: BlueskyError = result.error;
  if (error instanceof AbortedError || error instanceof InvalidOptionError) throw error;
  return undefined;
}

function memoryOf(client: Client): Map<string, Remembered> {
  const memory = remembered.get(client) ?? new Map<string, Remembered>();
  remembered.set(client, memory);
  return memory;
}

function remember(memory: Map<string, Remembered>, handle: string, did: string): void {
  memory.delete(handle);
  memory.set(handle, { did, until: Date.now() + REMEMBERED_FOR });
  // A Map keeps the order of insertion: the first is the oldest.
  for (const oldest of memory.keys()) {
    if (memory.size <= REMEMBERED) break;
    memory.delete(oldest);
  }
}
