import { type Fault, startFaults } from "bluesky-devnet";
import { showAll } from "../showAll.ts";
import { describeError } from "../table/describeError.ts";
import type { KindCase } from "./KindCase.ts";

const CANARY = "canary-second-line-77ab";

/** A server that gives tokens with a line break in them, as a careless proxy may: no header can carry one. */
const brokenTokens: Fault = {
  name: "brokenTokens",
  start: () => ({
    concerns: ({ nsid }) => nsid === "com.atproto.server.createSession",
    async handle(_, next) {
      const answer = await next();
      if (typeof answer === "string" || !(answer.status === 200)) return answer;
      const parts: Uint8Array[] = [];
      if (answer.body instanceof Uint8Array) parts.push(answer.body);
      else for await (const part of answer.body) parts.push(part);
      const { accessJwt, ...session } = JSON.parse(Buffer.concat(parts).toString());
      const body = Buffer.from(JSON.stringify({ ...session, accessJwt: `${accessJwt}\n${CANARY}` }));
      const headers = new Headers(answer.headers);
      headers.set("content-length", `${body.length}`);
      headers.delete("etag");
      return { ...answer, headers, body };
    },
  }),
};

/** The platform refuses the header, and quotes it: what does the error show? */
const quotedToken: KindCase = {
  name: "a token with a line break",
  async run({ network, account, post, make }) {
    await using faulty = await startFaults(network);
    faulty.pds.add(brokenTokens);
    const contender = await make("calls");
    const on = { ...account, network: faulty.network, service: faulty.network.pds };
    const error: unknown = await contender
      .login(on)
      .then((user) => user.read(post.rkey))
      .then((text) => ({ text }))
      .catch((caught: unknown) => caught);
    if (!(error instanceof Error)) return { found: "it succeeds" };
    const isShown = showAll(error).includes(CANARY);
    return { found: describeError(error).replaceAll("\n", "\\n"), harm: isShown ? "shows the token" : undefined };
  },
};

export const secretCases: readonly KindCase[] = [quotedToken];
