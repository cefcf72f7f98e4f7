import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { Status } from "../../lexicons/app/bsky/actor/status.ts";
import type { External } from "../../lexicons/app/bsky/embed/external.ts";
import { deleteRecord as remove } from "../../lexicons/com/atproto/repo/deleteRecord.ts";
import { putRecord } from "../../lexicons/com/atproto/repo/putRecord.ts";
import { chooseRepo } from "../../records/single/chooseRepo.ts";
import { deleteRecord } from "../../records/single/deleteRecord.ts";
import { countDown } from "../../records/single/limits/countDown.ts";
import { findRecord } from "../../records/single/outcome/findRecord.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { changeRecord } from "../refs/changeRecord.ts";
import type { Done } from "../refs/Done.ts";

/** Where something goes on live: the card that is shown. */
export interface LiveLink {
  /** The URL of the stream. */
  readonly uri: string;
  /** Its title. */
  readonly title: string;
  /** What it is about. @default "" */
  readonly description?: string | undefined;
  /** A picture of it, which has been uploaded. */
  readonly thumb?: External["external"]["thumb"] | undefined;
}

/** Options of {@link goLive}. */
export interface LiveOptions extends CallOptions {
  /** How long it is shown, in minutes. Apps may limit it; Bluesky's shows at most four hours. @default 60 */
  readonly minutes?: number | undefined;
}

/**
 * Says that one is live, for a time. Where the same is said already and not over, it stays, with the time that it began. Apps show
 * it of those accounts and sites only that they have chosen.
 *
 * @throws {InvalidOptionError}
 * @throws {RecordsError} `no_repo`
 * @throws {ValidationError}
 * @throws {CallError} `write_outcome_unknown`
 * @example
 * ```ts
 * await goLive(client, { uri: "https://stream.example.com/alice", title: "Alice plays" }, { minutes: 90 });
 * ```
 */
export async function goLive(
  client: ClientLike,
  link: LiveLink,
  { minutes = 60, ...options }: LiveOptions = {},
): Promise<Done> {
  const { uri, title, description = "", thumb } = link;
  if (!Number.isSafeInteger(minutes) || minutes < 1) {
    throw invalidOption("minutes", `Expected a whole number from 1 on as \`minutes\`, got ${minutes}.`);
  }
  const left = countDown(client, options);
  const { repo } = await chooseRepo(client, undefined, left(), putRecord);
  const external = { uri, title, description, ...(thumb && { thumb }) };
  const embed: Status["embed"] = { $type: "app.bsky.embed.external", external };
  const change = (status: Status): Status => {
    const now = Date.now();
    // Of what has no duration, it is over.
    const isOver = Date.parse(status.createdAt) + (status.durationMinutes ?? 0) * 60_000 <= now;
    const isSame = status.durationMinutes === minutes && Object(status.embed).external?.uri === uri && !isOver;
    const createdAt = isSame ? status.createdAt : new Date(now).toISOString();
    return { ...status, status: "app.bsky.actor.status#live", embed, durationMinutes: minutes, createdAt };
  };
  return changeRecord(client, Status, { repo, rkey: "self" }, { change, initial: { status: "" }, left });
}

/**
 * Says that one is not live any more.
 *
 * @throws {RecordsError} `no_repo`
 * @throws {CallError} `write_outcome_unknown`
 * @example
 * ```ts
 * await endLive(client);
 * ```
 */
export async function endLive(client: ClientLike, options: CallOptions = {}): Promise<Done> {
  const left = countDown(client, options);
  const { repo } = await chooseRepo(client, undefined, left(), remove);
  const place = { repo, collection: Status.nsid, rkey: "self" };
  const done = (await findRecord(client, place, left())) !== undefined;
  if (done) await deleteRecord(client, Status, { repo }, left());
  return { uri: `at://${repo}/${Status.nsid}/self`, done };
}
