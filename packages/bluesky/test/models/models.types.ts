import type { AppBskyFeedDefsPostView, Embed, Status as HostStatus, Security } from "bluesky/models/components";
import type { AppBskyActorGetProfileError } from "bluesky/models/errors";
import {
  type AppBskyFeedGetTimelineResponse,
  ComAtprotoServerCreateSessionResponseBody,
  Status,
  type ToolsOzoneSetQuerySetsSortDirection,
} from "bluesky/models/operations";
import type { PostView } from "../../src/lexicons/app/bsky/feed/defs.ts";
import type { getTimeline } from "../../src/lexicons/app/bsky/feed/getTimeline.ts";
import type { createSession } from "../../src/lexicons/com/atproto/server/createSession.ts";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

// The original's own example.
let value: ComAtprotoServerCreateSessionResponseBody = {
  accessJwt: "<value>",
  refreshJwt: "<value>",
  handle: "<value>",
  did: "<id>",
};
value = ComAtprotoServerCreateSessionResponseBody.parse(value);

// What a call returns is that type.
export const aliases: [
  Same<ComAtprotoServerCreateSessionResponseBody, createSession.Output>,
  Same<AppBskyFeedGetTimelineResponse, { result: getTimeline.Output }>,
  Same<AppBskyFeedDefsPostView, PostView>,
  Same<Embed, Exclude<PostView["embed"], undefined>>,
  Same<Status | undefined, createSession.Output["status"]>,
  Same<Status, HostStatus>,
  Same<Status, string>,
] = [true, true, true, true, true, false, false];

// An enum is a type, an object of its values, and a schema; open where the lexicon leaves it open.
value.status = Status.Takendown;
value.status = "resting";
const takendown: "takendown" = Status.Takendown;
const sort: ToolsOzoneSetQuerySetsSortDirection = "asc";
// @ts-expect-error: there is no such value
Status.Resting;
// @ts-expect-error: a closed enum
const sideways: ToolsOzoneSetQuerySetsSortDirection = "sideways";

// @ts-expect-error: did is required
const less: ComAtprotoServerCreateSessionResponseBody = { accessJwt: "", refreshJwt: "", handle: "" };

const error: AppBskyActorGetProfileError = "InvalidRequest";
// @ts-expect-error: misspelt
const misspelt: AppBskyActorGetProfileError = "InvalidRequst";

const security: Security = { bearer: "token" };

export const used: unknown[] = [takendown, sort, sideways, less, error, misspelt, security];
