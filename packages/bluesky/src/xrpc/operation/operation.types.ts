import { getProfile } from "../../lexicons/app/bsky/actor/getProfile.ts";
import { getTimeline } from "../../lexicons/app/bsky/feed/getTimeline.ts";
import { uploadPart } from "../../lexicons/app/bsky/video/uploadPart.ts";
import type { exportAccountData } from "../../lexicons/chat/bsky/actor/exportAccountData.ts";
import { createRecord } from "../../lexicons/com/atproto/repo/createRecord.ts";
import { getRecord } from "../../lexicons/com/atproto/repo/getRecord.ts";
import { deleteSession } from "../../lexicons/com/atproto/server/deleteSession.ts";
import { getSession } from "../../lexicons/com/atproto/server/getSession.ts";
import type { getRepo } from "../../lexicons/com/atproto/sync/getRepo.ts";
import type { Schema } from "../../schema/Schema.ts";
import type { BinaryOutput, BodyDecoder, BodyEncoder, ClientLike, LinesOutput } from "../index.ts";
import { createClient, type InvalidResponseError, type TimeoutError, XrpcError } from "../index.ts";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function is<_ extends true>(): void {}

export async function calls(client: ClientLike, error: unknown): Promise<void> {
  // What may be left out, may be left out; what is required, is required.
  const timeline = await getTimeline(client);
  is<Equal<typeof timeline, getTimeline.Output>>();
  await getTimeline(client, { limit: 10 }, { signal: AbortSignal.timeout(1) });
  await getSession(client);
  await getSession(client, {}, { timeout: 5 });
  await deleteSession(client);
  await deleteSession(client, undefined, { timeout: 5 });
  await getProfile(client, { actor: "a.test" });
  // @ts-expect-error: the actor is required
  await getProfile(client);
  // @ts-expect-error: so it is here
  await getProfile(client, {});
  // @ts-expect-error: a parameter that there is not
  await getTimeline(client, { limt: 10 });
  // @ts-expect-error: an input is required
  await createRecord(client);
  // @ts-expect-error: parameters and input go together
  await uploadPart(client, new Uint8Array());
  await uploadPart(client, { params: { jobId: "a", partNumber: 1 }, input: new Uint8Array() });
  await client["~client"].call("a.b.c", { method: "GET", params: { a: 1 } });
  await client["~client"].call("a.b.c", { input: { a: 1 } });
  // @ts-expect-error: a GET has no body
  await client["~client"].call("a.b.c", { method: "GET", input: { a: 1 } });
  // @ts-expect-error: an option that there is not
  await getTimeline(client, {}, { retries: 5 });

  is<Equal<Awaited<ReturnType<typeof getRepo>>, BinaryOutput>>();
  is<Equal<Awaited<ReturnType<typeof exportAccountData>>, LinesOutput>>();
  is<Equal<typeof getTimeline.output, Schema<getTimeline.Output>>>();
  is<Equal<typeof getRepo.output, BodyDecoder<BinaryOutput>>>();
  is<Equal<typeof uploadPart.input, BodyEncoder>>();
  is<Equal<typeof deleteSession.output, undefined>>();
  is<Equal<typeof createRecord.input, Schema<createRecord.Input>>>();
  is<Equal<typeof uploadPart.params, Schema<uploadPart.Params>>>();

  for await (const item of getTimeline.items(client, {}, { max: 5 })) is<Equal<typeof item, getTimeline.Item>>();
  for await (const page of getTimeline.pages(client)) is<Equal<typeof page, getTimeline.Output>>();
  // @ts-expect-error: it does not page
  getProfile.items(client, { actor: "a" });

  const result = await getProfile.safe(client, { actor: "a.test" });
  if (result.ok) is<Equal<typeof result.data, getProfile.Output>>();
  else if (result.error.code === "xrpc_error") [result.error.error, result.error.status, result.error.headers];
  else if (result.error.code === "timeout") is<Equal<typeof result.error, TimeoutError>>();
  else if (result.error.code === "invalid_response") is<Equal<typeof result.error, InvalidResponseError>>();
  else if (result.error.code === "session_expired") is<Equal<typeof result.error.code, "session_expired">>();
  // @ts-expect-error: no error has this code
  else if (result.error.code === "xrpc_eror") result;
  // @ts-expect-error: not every error has a status
  else result.error.status;

  // A name that the lexicon does not declare does not compile.
  if (getRecord.isError(error, "RecordNotFound")) is<Equal<typeof error.error, "RecordNotFound">>();
  // @ts-expect-error: misspelt
  getRecord.isError(error, "RecordNotFoumd");
  // @ts-expect-error: it declares none
  getTimeline.isError(error, "RecordNotFound");
  if (error instanceof XrpcError) is<Equal<typeof error.error, string>>();

  // Through the client's own method.
  const profile = await client["~client"].call(getProfile, { actor: "a.test" });
  is<Equal<typeof profile, getProfile.Output>>();
  // @ts-expect-error: the actor is required here too
  await client["~client"].call(getProfile);
  const unknown = await client["~client"].call("com.example.get", { params: { a: [1] } });
  is<Equal<typeof unknown, unknown>>();
}

// An official OAuthSession is a session, as it is.
declare class OAuthSession {
  readonly sub: `did:${"plc" | "web"}:${string}`;
  get did(): `did:${"plc" | "web"}:${string}`;
  fetchHandler(pathname: string, init?: RequestInit): Promise<Response>;
}
export const withOAuth = (session: OAuthSession): ClientLike => createClient({ session });
