import assert from "node:assert/strict";
import { inspect } from "node:util";
import { isBlueskyError } from "../../errors/BlueskyError.ts";
import { blueskyNetwork } from "../../network/blueskyNetwork.ts";
import type { NetworkConfig } from "../../network/NetworkConfig.ts";

export const did = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
export const service = "https://entryway.example.com";
export const pds = "https://pds.example.com";
export const network: NetworkConfig = {
  ...blueskyNetwork,
  plc: "https://plc.example.com",
  pds: service,
  handleResolver: "https://resolver.example.com",
  handleMethods: ["xrpc"],
};

export const logins = "com.atproto.server.createSession";
export const refreshes = "com.atproto.server.refreshSession";

export interface Asked {
  readonly origin: string;
  readonly query: URLSearchParams;
  readonly nsid: string;
  readonly authorization: string | null;
  readonly body: string;
  readonly redirect: RequestRedirect | undefined;
}

/** A server in memory that gives, rotates and checks tokens. It is the directory of DIDs and the resolver of handles, too. */
export class FakePds {
  readonly asked: Asked[] = [];
  generation: number = 0;
  expiredStatus: number = 400;
  /** Seconds. */
  lifetime: number = 7200;
  refreshLifetime: number = 5_184_000;
  /** What the server says the account's handle is. */
  handle: string = "alice.example.com";
  /** What the resolver knows. */
  handles: Map<string, string> = new Map([["alice.example.com", did]]);
  clock = (): number => Math.floor(Date.now() / 1000);
  /** Generations of tokens that are taken. */
  validAccess: Set<number> = new Set<number>();
  validRefresh: Set<number> = new Set<number>();
  didDoc: object | undefined = {
    id: did,
    service: [{ id: "#atproto_pds", type: "AtprotoPersonalDataServer", serviceEndpoint: pds }],
  };
  sessionDid: string = did;
  /** Runs before each answer; what it throws is a failure of the network, what it gives is the answer. */
  before: (asked: Asked) => unknown = () => {};
  /** Runs after the server has done its work. */
  after: (asked: Asked) => Promise<void> | void = () => {};

  count(nsid: string): number {
    return this.asked.filter((request) => request.nsid === nsid).length;
  }

  token(kind: "access" | "refresh"): string {
    const claims = {
      sub: did,
      scope: `com.atproto.${kind}`,
      iat: this.clock(),
      exp: this.clock() + (kind === "access" ? this.lifetime : this.refreshLifetime),
      g: this.generation,
    };
    return `eyJ0.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.CANARY-${kind}-${this.generation}`;
  }

  tokens(): object {
    this.generation++;
    this.validAccess.add(this.generation);
    this.validRefresh.add(this.generation);
    return {
      did: this.sessionDid,
      handle: this.handle,
      accessJwt: this.token("access"),
      refreshJwt: this.token("refresh"),
      ...(this.didDoc && { didDoc: this.didDoc }),
    };
  }

  expire(): void {
    this.validAccess.clear();
  }

  readonly fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    init.signal?.throwIfAborted();
    const url = new URL(String(input));
    const asked: Asked = {
      origin: url.origin,
      query: url.searchParams,
      nsid: url.pathname.replace("/xrpc/", ""),
      authorization: new Headers(init.headers).get("authorization"),
      body: typeof init.body === "string" ? init.body : "",
      redirect: init.redirect,
    };
    this.asked.push(asked);
    await Promise.resolve();
    const given = await this.before(asked);
    if (given instanceof Response) return given;
    const answer = this.#answer(asked);
    await this.after(asked);
    return answer;
  };

  #answer({ origin, nsid, query, authorization, body }: Asked): Response {
    const generation = Number(authorization?.split("-").at(-1));
    const fail = (error: string, status = 400): Response => Response.json({ error, message: "CANARY? no" }, { status });
    if (origin === network.plc) return Response.json(this.didDoc);
    if (origin === network.handleResolver) {
      const found = this.handles.get(query.get("handle") ?? "");
      return found === undefined ? fail("InvalidRequest") : Response.json({ did: found });
    }
    if (nsid === "com.atproto.server.createAccount") return Response.json(this.tokens());
    if (nsid === logins) {
      return JSON.parse(body).password === "CANARY-password"
        ? Response.json(this.tokens())
        : fail("AuthenticationRequired", 401);
    }
    if (nsid === refreshes) {
      if (!authorization?.includes("-refresh-") || !this.validRefresh.has(generation)) return fail("ExpiredToken");
      return Response.json(this.tokens());
    }
    if (nsid === "com.atproto.server.deleteSession") {
      this.validRefresh.clear();
      return new Response();
    }
    if (!authorization?.includes("-access-") || !this.validAccess.has(generation))
      return fail("ExpiredToken", this.expiredStatus);
    if (nsid === "com.atproto.server.getServiceAuth") return Response.json({ token: `service-${this.asked.length}` });
    if (nsid === "com.atproto.repo.uploadBlob")
      return Response.json({
        blob: {
          $type: "blob",
          ref: { $link: "bafkreibme22gw2h7y2h7tg2fhqotaqjucnbc24deqo72b6mkl2egezxhvy" },
          mimeType: "image/png",
          size: 3,
        },
      });
    return Response.json({ feed: [] });
  }
}

/** Whether an error has a code. */
export const code = (expected: string) => (error: unknown) => {
  assert.ok(isBlueskyError(error), inspect(error));
  assert.equal(error.code, expected, inspect(error));
  return true;
};
