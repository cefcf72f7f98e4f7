import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import { blueskyNetwork } from "../../../network/blueskyNetwork.ts";
import { callerOf } from "../../../records/single/limits/callerOf.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { ActorRef } from "../../refs/ActorRef.ts";
import { resolveActors } from "../../refs/resolveActor.ts";
import { type LabelerScope, type Reported, takes } from "./LabelerScope.ts";
import { type KnownLabeler, readLabelers, readSubscribed } from "./readLabelers.ts";
import { isRestricted } from "./reportReasons.ts";

/** A labeler that takes a report. */
export interface LabelerChoice extends LabelerScope {
  /** The reason under which it takes it: that which was asked for, or what stands for it among those that it declares. */
  readonly reasonType: string;
  /** Its handle, as far as the AppView knows it. */
  readonly handle?: string | undefined;
  /** Its name. */
  readonly displayName?: string | undefined;
}

/** Which labelers are asked, in which order. */
export interface LabelerOptions {
  /**
   * Who is to get it: a labeler, or several, of which the first that takes such a report gets it. Nobody else does then.
   *
   * @default the network's moderation service, and those whom the account subscribes to
   */
  readonly labeler?: ActorRef | readonly ActorRef[] | undefined;
  /**
   * Without a `labeler`, who is asked first: the moderation service of the network, or the labelers whom the account subscribes
   * to, in its preferences or by the client's `labelers`.
   *
   * @default "network"
   */
  readonly prefer?: "network" | "subscribed" | undefined;
}

/** What labelers are asked about. */
export interface LabelerQuery extends LabelerOptions {
  readonly reported: Reported;
  readonly reasonType: string;
}

/** A labeler that does not take a report, and why. */
export interface LabelerRefusal extends LabelerScope {
  readonly refusal: string;
}

/**
 * The labelers that a report may go to, one after the other, and what each of them does with it. Who comes later is not looked for
 * before it is needed.
 *
 * @throws {ActorError} `actor_not_found`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 */
export async function* labelersFor(
  client: ClientLike,
  { reported, reasonType, labeler, prefer = "network" }: LabelerQuery,
  left: () => CallOptions,
): AsyncGenerator<LabelerChoice | LabelerRefusal, void, undefined> {
  if (prefer !== "network" && prefer !== "subscribed") {
    throw invalidOption("prefer", `Expected "network" or "subscribed", got ${JSON.stringify(prefer)}.`);
  }
  const { labelers: ours } = callerOf(client).options.network ?? blueskyNetwork;
  const isForNetwork = isRestricted(reasonType) || reported.collection === "app.bsky.actor.status";
  const network = async (): Promise<readonly string[]> => ours;
  const subscribed = (): Promise<readonly string[]> => readSubscribed(client, left());
  const groups = prefer === "network" ? [network, subscribed] : [subscribed, network];
  const named = labeler === undefined ? undefined : await resolveLabelers(client, labeler, left);
  const sources = named ? [async () => named] : isForNetwork ? [network] : groups;
  const seen = new Set<string>();
  for (const source of sources) {
    const dids = (await source()).filter((did) => !seen.has(did));
    const known = dids.length > 0 ? await readLabelers(client, dids, left()) : new Map<string, KnownLabeler>();
    for (const did of dids) {
      seen.add(did);
      const found = known.get(did) ?? { did };
      if (isForNetwork && ours.length > 0 && !ours.includes(did)) {
        const what = isRestricted(reasonType) ? `reports for ${reasonType}` : `reports of ${reported.collection}`;
        yield { ...found, refusal: `${did} gets no ${what}: they are for ${ours.join(", ")} only` };
      } else yield { ...found, ...takes(found, reported, reasonType) };
    }
  }
}

async function resolveLabelers(
  client: ClientLike,
  labeler: ActorRef | readonly ActorRef[],
  left: () => CallOptions,
): Promise<readonly string[]> {
  const refs = [labeler].flat();
  if (refs.length === 0) throw invalidOption("labeler", "Expected a labeler, got an empty list.");
  return resolveActors(client, refs, left);
}
