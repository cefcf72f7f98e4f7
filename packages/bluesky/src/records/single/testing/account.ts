import type { Post } from "../../../lexicons/app/bsky/feed/post.ts";
import { createClient } from "../../../xrpc/client/createClient.ts";
import type { Client } from "../../../xrpc/contract/Call.ts";
import type { SessionLike } from "../../../xrpc/contract/SessionLike.ts";
import { type FakeRequest, fakeFetch } from "../../../xrpc/testing/fakeFetch.ts";

export const DID = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
export const CID = "bafyreibme22gw2h7y2h7tg2fhqotaqjucnbc24deqo72b6mkl2egezxhvy";
export const post: Post = { text: "hi", createdAt: "2024-01-01T00:00:00Z" };

/** What was sent, as its parameters or its input. */
export type Sent = Record<string, unknown>;

/** A client for the account, and what is sent. It is answered as by `answer`, or that all is well. */
export function account(
  answer?: (request: FakeRequest, sent: Sent) => unknown,
  options: Partial<SessionLike> = {},
): { readonly client: Client; readonly sent: Sent[]; readonly requests: FakeRequest[] } {
  const sent: Sent[] = [];
  const { fetch, requests } = fakeFetch(async (request) => {
    const input: Sent =
      typeof request.body === "string" ? JSON.parse(request.body) : Object.fromEntries(request.url.searchParams);
    sent.push(input);
    const answered = await answer?.(request, input);
    if (answered instanceof Response) return answered;
    const uri = `at://${input.repo}/${input.collection}/${input.rkey}`;
    return Response.json(answered ?? { uri, cid: CID, value: { $type: input.collection, ...post } });
  });
  const session: SessionLike = {
    did: DID,
    fetchHandler: (path, init) => fetch(new URL(path, "https://pds.test"), init),
  };
  const given = Object.defineProperties(session, Object.getOwnPropertyDescriptors(options));
  return { client: createClient({ session: given, retry: false }), sent, requests };
}
