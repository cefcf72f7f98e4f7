import { getServices } from "../../lexicons/app/bsky/labeler/getServices.ts";
import { LabelValueDefinition } from "../../lexicons/com/atproto/label/defs.ts";
import { blueskyNetwork } from "../../network/blueskyNetwork.ts";
import { quietly } from "../../platform/abort/quietly.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { clientOf } from "../../xrpc/operation/clientOf.ts";
import type { LabelDefinition } from "../contract/LabelDefinition.ts";
import { interpretLabel } from "../labels/interpretLabel.ts";

/** What a labeler says of itself. */
export interface LabelerInfo {
  readonly definitions: readonly LabelDefinition[];
  /** What it is called; nothing where there is none, or no longer. */
  readonly name: string | undefined;
}

interface Kept extends LabelerInfo {
  readonly askedAt: number;
}

/** By network and DID: what labels mean is the same for all accounts. */
const kept: Map<string, Kept> = /*#__PURE__*/ new Map();

/** How soon it is tried again to renew what could not be renewed, in ms. */
const AGAIN = 60_000;

/**
 * What labelers say of themselves, in one call. It is kept; what has grown old is given all the same, and renewed behind.
 *
 * @param maxAge in ms
 * @throws {CallError} where one was never asked before, and cannot be now
 */
export async function gatherLabelers(
  client: ClientLike,
  dids: readonly string[],
  { maxAge, ...options }: CallOptions & { readonly maxAge: number },
): Promise<ReadonlyMap<string, LabelerInfo>> {
  const { network = blueskyNetwork } = clientOf(client).options;
  const keyOf = (did: string): string => `${network.appView.url} ${did}`;
  const stale = dids.filter((did) => !(Date.now() - (kept.get(keyOf(did))?.askedAt ?? 0) < maxAge));
  const isComplete = dids.every((did) => kept.has(keyOf(did)));
  const renew = async (how: CallOptions): Promise<void> => {
    for (const [did, info] of await ask(client, stale, how)) {
      kept.set(keyOf(did), { ...info, askedAt: Date.now() });
    }
  };
  if (!isComplete) await renew(options);
  else if (stale.length > 0) {
    for (const did of stale) {
      const old = kept.get(keyOf(did));
      // Not asked for by each caller until there is an answer.
      if (old) kept.set(keyOf(did), { ...old, askedAt: Date.now() - maxAge + AGAIN });
    }
    quietly(() => renew({}));
  }
  return new Map(dids.map((did) => [did, kept.get(keyOf(did)) ?? NOTHING]));
}

const NOTHING: LabelerInfo = { definitions: [], name: undefined };

async function ask(
  client: ClientLike,
  dids: readonly string[],
  options: CallOptions,
): Promise<ReadonlyMap<string, LabelerInfo>> {
  // Those that are gone are not in the answer.
  const found = new Map(dids.map((did) => [did, NOTHING]));
  const { views } = await getServices(client, { dids: [...dids], detailed: true }, options);
  for (const view of views) {
    if (view.$type !== "app.bsky.labeler.defs#labelerViewDetailed") continue;
    const { did, displayName, handle } = view.creator;
    if (!found.has(did)) continue;
    const valid = (view.policies.labelValueDefinitions ?? []).filter((one) =>
      LabelValueDefinition.is(one, { level: "strict" }),
    );
    const definitions = valid.map((one) => interpretLabel(one, did));
    found.set(did, { definitions, name: displayName || handle });
  }
  return found;
}
