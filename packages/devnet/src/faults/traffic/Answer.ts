import type { Duplex } from "node:stream";

/** What a body is made of: all of it, or its parts one after the other, taken only as fast as the client takes them. */
export type AnswerBody = Uint8Array | AsyncIterable<Uint8Array>;

/** An answer as HTTP has it. */
export interface HttpAnswer {
  /** The HTTP status. */
  status: number;
  /** The reason phrase. @default the usual one for the status */
  statusText?: string | undefined;
  /** The headers. */
  headers: Headers;
  /** The body. */
  body: AnswerBody;
  /** What comes after the body: the regular end, a TCP reset, or nothing at all. @default "finish" */
  end?: "finish" | "reset" | "silence" | undefined;
  /** With status 101: where the bytes of the client go. Those for the client are the `body`. */
  upgraded?: Duplex | undefined;
}

/** What a client gets: an answer, a TCP reset in place of one, or nothing on a connection that stays open. */
export type Answer = HttpAnswer | "reset" | "silence";

/** Whether an answer is JSON in UTF-8, under its own name or that of a format made of it (`application/did+ld+json`). */
export function isJson(contentType: string | null): boolean {
  return /^application\/(?:[\w.-]+\+)*json\s*(?:;\s*charset="?utf-8"?\s*)?$/i.test(contentType ?? "");
}
