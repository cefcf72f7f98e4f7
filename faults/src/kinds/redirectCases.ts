import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describeError } from "../table/describeError.ts";
import type { KindCase } from "./KindCase.ts";

const INTERNAL = "what is for this machine alone";

/**
 * Somebody's server, of which the platform's `fetch` knows that it answers with a redirect to an address of this machine. It does
 * with that what any `fetch` does.
 */
async function withRedirect<Result>(to: string, run: (service: string) => Promise<Result>): Promise<Result> {
  const service = "https://pds.example.com";
  const { fetch: own } = globalThis;
  globalThis.fetch = async (input, init) => {
    const { url, redirect } = new Request(input, init);
    if (!url.startsWith(service)) return own(input, init);
    if (redirect === "error") throw new TypeError("fetch failed", { cause: new Error("unexpected redirect") });
    if (redirect === "manual") return new Response(null, { status: 302, headers: { location: to } });
    return own(to, init);
  };
  try {
    return await run(service);
  } finally {
    globalThis.fetch = own;
  }
}

/** A read of a public record, whose server leads to a service of the reader's own machine. */
const toLoopback: KindCase = {
  name: "a read is redirected to 127.0.0.1",
  async run({ account, post, make }) {
    let asked = 0;
    const server = createServer((_, response) => {
      asked++;
      const uri = `at://${account.did}/app.bsky.feed.post/${post.rkey}`;
      const value = { $type: "app.bsky.feed.post", text: INTERNAL, createdAt: "2026-01-31T12:00:00Z" };
      const cid = "bafyreibme22gw2h7y2h7tg2fhqotaqjucnbc24deqo72b6mkl2egezxhvy";
      response.setHeader("content-type", "application/json").end(JSON.stringify({ uri, cid, value }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo; // it listens on a port
    try {
      const contender = await make("calls");
      const how = await withRedirect(`http://127.0.0.1:${port}/admin`, (service) =>
        contender
          .readAsNobody(service, account.did, post.rkey)
          .then(
            (text) => (text === INTERNAL ? "gives what the internal service says" : `gives ${text}`),
            describeError,
          ),
      );
      return asked > 0 ? { found: how, harm: "followed" } : { found: `not followed: ${how}` };
    } finally {
      server.closeAllConnections();
      server.close();
    }
  },
};

export const redirectCases: readonly KindCase[] = [toLoopback];
