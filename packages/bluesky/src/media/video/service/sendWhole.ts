import { encodeBinary } from "../../../xrpc/body/encodeBinary.ts";
import type { Call, Definition } from "../../../xrpc/contract/Call.ts";
import { type JobStatus, readJobStatus } from "./JobStatus.ts";
import { toMediaError } from "./refusals.ts";
import { repeat } from "./repeat.ts";
import { timeoutFor } from "./timeoutFor.ts";
import type { VideoRun } from "./VideoRun.ts";

/** With parameters that its lexicon lacks, and an answer that is not always as its lexicon says. */
const operation: Definition = {
  nsid: "app.bsky.video.uploadVideo",
  kind: "procedure",
  input: /*#__PURE__*/ encodeBinary("video/mp4"),
  output: {},
};

/**
 * Sends a video at once. A service that has it already says so, and which job or blob that is: so it does no harm to send it again.
 *
 * @throws {MediaError}
 * @throws {CallError}
 */
export async function sendWhole(run: VideoRun): Promise<JobStatus> {
  const { client, did, file, info, name, left } = run;
  const call = (): Promise<{ readonly data: unknown }> =>
    client["~send"](operation, { did, name }, file, {
      ...left(),
      encoding: info.type,
      idempotent: true,
      timeout: timeoutFor(run, file.size),
    });
  try {
    const { data } = await repeat(run, call);
    run.report({ sent: file.size });
    return readJobStatus(data);
  } catch (error) {
    throw toMediaError(error);
  }
}

/** Takes the answer that the service has a video already for the success that it is: it says what became of it. */
export async function takeExisting(call: Call & { response: Response }): Promise<void> {
  const { nsid, response } = call;
  if (nsid !== operation.nsid || response.status !== 409) return;
  // Not every platform has bodies in chunks.
  const { body, headers } = response as Partial<Response>;
  call.response = new Response(body ?? (await response.arrayBuffer()), { status: 200, ...(headers && { headers }) });
}
