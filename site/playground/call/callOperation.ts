import type { Client } from "bluesky/client";
import type { BinaryOutput, LinesOutput } from "bluesky/xrpc";
import { ChosenFile } from "../form/FormNode.ts";
import { filesIn, replaceFiles } from "../form/readForm.ts";
import type { AnyOperation } from "../lexicons/Namespace.ts";
import { type Connection, clientFor } from "./Connection.ts";

/** What came of a call. */
export interface Answer {
  /** From the call to its end, in milliseconds. */
  readonly elapsed: number;
  /** The last response, if there was one. */
  readonly response: Response | undefined;
  /** Its body, by what it is. */
  readonly body: AnswerBody | undefined;
  /** Why it failed: whatever was thrown. */
  readonly error: unknown;
}

/** The body of an answer. */
export type AnswerBody =
  | { readonly kind: "json"; readonly value: unknown }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "file"; readonly blob: Blob };

/** A call that can be made. */
export interface PreparedCall {
  readonly operation: AnyOperation;
  readonly params: unknown;
  readonly input: unknown;
  readonly proxy: string | undefined;
  readonly signal: AbortSignal;
}

/** Makes a call, once. Files of its input are uploaded before. It never rejects. */
export async function callOperation(connection: Connection, call: PreparedCall): Promise<Answer> {
  const { operation, params, proxy, signal } = call;
  const seen: { response?: Response; text?: Promise<string> } = {};
  const started = performance.now();
  let data: unknown;
  let error: unknown;
  try {
    const client = (await clientFor(connection)).with({
      hooks: {
        // The body as it was sent, which is also shown where the package refuses it.
        onResponse({ response }) {
          seen.response = response;
          if (isText(response)) seen.text = response.clone().text();
          seen.text?.catch(() => {}); // the call says so
        },
      },
    });
    const input = operation.input?.encode ? call.input : await uploadFiles(client, call.input, signal);
    const given = input instanceof ChosenFile ? input.data : input;
    const argument = operation.kind === "query" ? params : operation.params ? { params, input: given } : given;
    const encoding = input instanceof ChosenFile ? { encoding: input.type } : {};
    ({ data } = await operation.withResponse(client, argument, { signal, ...encoding, ...(proxy && { proxy }) }));
    if (operation.output?.decode) data = await readUnread(data as BinaryOutput | LinesOutput); // what a decoder gives
  } catch (thrown) {
    error = thrown;
  }
  const text = await seen.text?.catch(() => undefined);
  return { elapsed: performance.now() - started, response: seen.response, body: toBody(data, text), error };
}

function isText({ headers }: Response): boolean {
  return /^(?:text\/|application\/json\b)/.test(headers.get("content-type") ?? "");
}

function toBody(data: unknown, text: string | undefined): AnswerBody | undefined {
  if (data instanceof Blob) return { kind: "file", blob: data };
  if (text === undefined) return data === undefined ? undefined : { kind: "json", value: data };
  try {
    return { kind: "json", value: JSON.parse(text) };
  } catch {
    return text === "" ? undefined : { kind: "text", text };
  }
}

async function readUnread(data: BinaryOutput | LinesOutput): Promise<unknown> {
  if ("blob" in data) return data.blob();
  const lines: unknown[] = [];
  for await (const line of data) lines.push(line);
  return lines;
}

/** Puts into a value, for each file, the reference that the server gave it. */
async function uploadFiles(client: Client, input: unknown, signal: AbortSignal): Promise<unknown> {
  const files = filesIn(input);
  if (files.length === 0) return input;
  const { uploadBlob } = await import("bluesky/com/atproto/repo/uploadBlob");
  const blobs = new Map<ChosenFile, object>();
  for (const file of files) {
    const { blob } = await uploadBlob(client, file.data, { encoding: file.type, signal });
    blobs.set(file, blob);
  }
  return replaceFiles(input, (file) => blobs.get(file));
}
