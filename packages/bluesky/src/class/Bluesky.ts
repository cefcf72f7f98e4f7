import { createAccount } from "../auth/createAccount.ts";
import { login } from "../auth/login.ts";
import type { Session } from "../auth/password/Session.ts";
import { resume, type StoredSession } from "../auth/resume.ts";
import { bearerSession } from "../auth/tokens/bearerSession.ts";
import { invalidOption } from "../errors/InvalidOptionError.ts";
import { typeOf } from "../errors/typeOf.ts";
import { createIdentityResolver, type IdentityResolver } from "../identity/createIdentityResolver.ts";
import { identityError } from "../identity/IdentityError.ts";
import { createTree, type OperationTree } from "../lexicons/tree.ts";
import { blueskyNetwork } from "../network/blueskyNetwork.ts";
import type { NetworkConfig } from "../network/NetworkConfig.ts";
import { isDid } from "../syntax/did.ts";
import {
  type Client,
  type ClientLike,
  type ClientOptions,
  type CreateClientOptions,
  createClient,
  type Logger,
  type SessionLike,
} from "../xrpc/index.ts";
import { clientOf } from "../xrpc/operation/clientOf.ts";
import { type ResolvePds, routeReads } from "../xrpc/route/routeReads.ts";
import { routeVideo } from "../xrpc/route/routeVideo.ts";
import type {
  BlueskyCreateAccountOptions,
  BlueskyEnvOptions,
  BlueskyLoginOptions,
  BlueskyOptions,
  BlueskyResumeOptions,
  BlueskySettings,
} from "./BlueskyOptions.ts";
import { type BoundAccount, type BoundProfile, bindAccount, bindProfile } from "./bind/bindAccount.ts";
import { type BoundActions, bindActions } from "./bind/bindActions.ts";
import { type BoundLists, bindLists } from "./bind/bindLists.ts";
import { type BoundNotifications, bindNotifications } from "./bind/bindNotifications.ts";
import { type BoundOzone, bindOzone } from "./bind/bindOzone.ts";
import { type BoundPeople, bindPeople } from "./bind/bindPeople.ts";
import { type BoundPreferences, bindPreferences } from "./bind/bindPreferences.ts";
import { type BoundReading, bindReading } from "./bind/bindReading.ts";
import { type BoundRecords, bindRecords } from "./bind/bindRecords.ts";
import { lazySession } from "./lazySession.ts";
import { readEnvironment } from "./readEnvironment.ts";
import { toClientOptions } from "./toClientOptions.ts";

/** The methods that the constructor puts on an instance: those of a prototype would have to be made when the module is loaded. */
type BoundMethods = BoundActions & BoundReading & BoundPeople;

const Bound: new () => BoundMethods = class {} as new () => BoundMethods;

/**
 * The whole SDK, bound to one client: what people do as methods (`post`, `like` ...), every operation under its NSID, records,
 * identities, moderation, a session.
 *
 * If bundle size matters, import functions instead (`bluesky/app/bsky/feed`, `bluesky/records` ...). They also take a
 * `Bluesky` as their client.
 *
 * @example
 * ```ts
 * const bsky = await Bluesky.login({ identifier: "alice.bsky.social", password });
 * const { feed } = await bsky.app.bsky.feed.getTimeline({ limit: 10 });
 * ```
 */
export class Bluesky<S extends SessionLike | undefined = SessionLike | undefined> extends Bound implements ClientLike {
  readonly #client: Client;
  readonly #identity: IdentityResolver;
  #tree: OperationTree | undefined;
  #records: BoundRecords | undefined;
  #ozone: BoundOzone | undefined;
  #preferences: BoundPreferences | undefined;
  #lists: BoundLists | undefined;
  #profile: BoundProfile | undefined;
  #account: BoundAccount | undefined;
  #notifications: BoundNotifications | undefined;

  /**
   * @throws {AuthError} `invalid_service` if the bearer token must not be sent to the server
   * @throws {InvalidOptionError}
   * @example
   * ```ts
   * const bsky = new Bluesky({ bearer: process.env.BLUESKY_BEARER });
   * ```
   */
  constructor(options: BlueskyOptions & { readonly session?: S } = {}) {
    super();
    const { bearer, client: given, ...more } = Object(options) as BlueskyOptions; // programs without types give null
    const client = given && clientOf(given);
    const settings = client?.options ?? toClientOptions(options);
    const { network = blueskyNetwork, fetch } = settings;
    const identity = more.identity ?? createIdentityResolver({ network, fetch });
    if (typeof identity.resolveIdentity !== "function") {
      throw invalidOption("identity", `Expected an identity resolver as \`identity\`, got ${typeOf(identity)}.`);
    }
    this.#identity = identity;
    const own = withAccount(settings, bearer);
    const route = [routeReads(findPdsBy(identity)), routeVideo, ...[own.route ?? []].flat()];
    this.#client = client ?? createClient({ ...own, route });
    const bound = { ...bindActions(this.#client), ...bindReading(this.#client), ...bindPeople(this.#client) };
    for (const [name, value] of Object.entries(bound)) {
      // What a class that extends this one has stays.
      if (!(name in this)) Object.defineProperty(this, name, { value, configurable: true, writable: true });
    }
    // How `console.log` shows it, on Node and what goes by its ways.
    Object.defineProperty(this, Symbol.for("nodejs.util.inspect.custom"), {
      value: (_: number, given: object, inspect?: (value: unknown, options: object) => string) =>
        inspect ? `Bluesky ${inspect(this.toJSON(), given)}` : this.toJSON(),
    });
  }

  /**
   * Logs in with a password, by default at the account's own server. Keep the session (`bsky.session.export()`, or a
   * `store`) and resume it, because servers allow about 300 logins a day.
   *
   * @throws {unknown} the same errors as `login` of `bluesky/auth`
   */
  static async login(options: BlueskyLoginOptions): Promise<Bluesky<Session>> {
    return begin(await login({ ...options, ...requestsOf(options) }), options);
  }

  /**
   * Creates an account, by default on the network's server for new accounts, and logs in to it.
   *
   * @throws {unknown} the same errors as `createAccount` of `bluesky/auth`
   */
  static async createAccount(
    input: Parameters<typeof createAccount>[0],
    options: BlueskyCreateAccountOptions = {},
  ): Promise<Bluesky<Session>> {
    return begin(await createAccount(input, { ...options, ...requestsOf(options) }), options);
  }

  /**
   * Resumes a session from what `export()` returned, or from a store. It makes no call.
   *
   * @returns `undefined` if the store has no session of the account
   * @throws {AuthError} `invalid_session`
   * @example
   * ```ts
   * const bsky = await Bluesky.resume(await readFile("session", "utf8"));
   * ```
   */
  static async resume(exported: string, options?: BlueskyResumeOptions): Promise<Bluesky<Session>>;
  static async resume(stored: StoredSession, options?: BlueskyResumeOptions): Promise<Bluesky<Session> | undefined>;
  static async resume(
    from: string | StoredSession,
    options: BlueskyResumeOptions = {},
  ): Promise<Bluesky<Session> | undefined> {
    const session = await resume(from as string, { ...options, ...requestsOf(options) }); // either overload
    return session && begin(session, options);
  }

  /** Creates a client without an account, which reads public data from the network's AppView. */
  static public(options: BlueskySettings = {}): Bluesky<undefined> {
    const settings = toClientOptions(options);
    const { network = blueskyNetwork } = settings;
    return new Bluesky({ ...options, ...settings, service: network.appView.url, session: undefined });
  }

  /**
   * Takes the login from environment variables: `BLUESKY_BEARER`, or `BLUESKY_IDENTIFIER` and `BLUESKY_APP_PASSWORD`.
   * `BLUESKY_SERVICE` names another server than the account's own (with a bearer token: than the network's). The first
   * call logs in, or `ready()`.
   *
   * @throws {InvalidOptionError} if variables are missing
   */
  static fromEnv(options: BlueskyEnvOptions = {}): Bluesky {
    const { env = readEnvironment(...VARIABLES) } = options;
    const [bearer, identifier, password, service] = VARIABLES.map((name) => env[name] || undefined);
    if (bearer === undefined && (identifier === undefined || password === undefined)) {
      const missing =
        identifier || password
          ? identifier
            ? VARIABLES[2]
            : VARIABLES[1]
          : `${VARIABLES[0]}, or ${VARIABLES[1]} and ${VARIABLES[2]}`;
      throw invalidOption("env", `Expected ${missing} in the environment, found nothing.`);
    }
    if (bearer !== undefined) return new Bluesky({ ...toClientOptions(options), service, bearer });
    const { store, storeTimeout, network, deadline } = options;
    const how = { service, network, store, storeTimeout, deadline, ...requestsOf(options) };
    const session = lazySession(
      // Both are there: just checked.
      () => login({ ...how, identifier: identifier as string, password: password as string }),
      isDid(identifier) ? identifier : undefined,
    );
    return begin<SessionLike>(session, options);
  }

  /** The account's session; none of a public client. */
  get session(): S {
    // The constructor's type ties them together.
    return this.#client.session as S;
  }

  /** The account's DID. */
  get did(): S extends SessionLike ? S["did"] : undefined {
    return this.#client.did as S extends SessionLike ? S["did"] : undefined; // the session's, where there is one
  }

  /** The client that everything here is bound to. */
  get client(): Client {
    return this.#client;
  }

  get "~client"(): Client {
    return this.#client;
  }

  /** The addresses of the network that this client uses. */
  get network(): NetworkConfig {
    return this.#client.options.network ?? blueskyNetwork;
  }

  /** Resolves handles and DIDs. Results are cached for a few minutes. */
  get identity(): IdentityResolver {
    return this.#identity;
  }

  /** Records of repositories, by their schemas: create, get, put, delete, list, applyWrites. */
  get records(): BoundRecords {
    this.#records ??= bindRecords(this.#client);
    return this.#records;
  }

  /**
   * What moderators do: the functions of `bluesky/ozone`. They go to the network's Ozone, or to that of the option `proxy`.
   *
   * @example
   * ```ts
   * for await (const status of bsky.ozone.queue({ max: 20 })) await bsky.ozone.escalate(status);
   * ```
   */
  get ozone(): BoundOzone {
    this.#ozone ??= bindOzone(this.#client);
    return this.#ozone;
  }

  /** The account's preferences: muted words, saved feeds, labelers ... */
  get preferences(): BoundPreferences {
    this.#preferences ??= bindPreferences(this.#client);
    return this.#preferences;
  }

  /** The account's lists and starter packs: create, edit, delete, and who is on them. */
  get lists(): BoundLists {
    this.#lists ??= bindLists(this.#client);
    return this.#lists;
  }

  /** The account's profile, its pictures, and whether it is live. */
  get profile(): BoundProfile {
    this.#profile ??= bindProfile(this.#client);
    return this.#profile;
  }

  /** The account itself: app passwords, its handle, contacts, its end. */
  get account(): BoundAccount {
    this.#account ??= bindAccount(this.#client);
    return this.#account;
  }

  /** The account's notifications: those that come, those that there are, and which ones it wants. */
  get notifications(): BoundNotifications {
    this.#notifications ??= bindNotifications(this.#client);
    return this.#notifications;
  }

  /** The operations of `app.*`. */
  get app(): OperationTree["app"] {
    return this.#operations.app;
  }

  /** The operations of `chat.*`. They go to the network's chat service, through the account's server. */
  get chat(): OperationTree["chat"] {
    return this.#operations.chat;
  }

  /** The operations of `com.*`. */
  get com(): OperationTree["com"] {
    return this.#operations.com;
  }

  /** The operations of `tools.*`. They go to the network's Ozone, or to that of the option `proxy`. */
  get tools(): OperationTree["tools"] {
    return this.#operations.tools;
  }

  /** Logs in now, if that was left to the first call (`fromEnv`). */
  async ready(options?: { readonly signal?: AbortSignal | undefined }): Promise<void> {
    await this.session?.ready?.(options);
  }

  /**
   * Ends the session, at the server and in the store. Does nothing if there is no session, or only a bearer token.
   *
   * @throws {CallError} if the server could not be reached
   */
  async logout(options?: { readonly signal?: AbortSignal | undefined }): Promise<void> {
    // Sessions of others may lack it.
    await (this.session as Partial<Session> | undefined)?.logout?.(options);
  }

  /** Returns a client with other options that shares everything else. With `service`, it has no session. */
  with(options: ClientOptions): Bluesky {
    return new Bluesky({ client: this.#client.with(options), identity: this.#identity });
  }

  /** What can be shown without secrets. `console.log` shows the same. */
  toJSON(): Record<string, unknown> {
    return { did: this.#client.did, network: this.network.name };
  }

  get #operations(): OperationTree {
    this.#tree ??= createTree(this.#client);
    return this.#tree;
  }
}

const VARIABLES = ["BLUESKY_BEARER", "BLUESKY_IDENTIFIER", "BLUESKY_APP_PASSWORD", "BLUESKY_SERVICE"] as const;

function begin<S extends SessionLike>(session: S, options: BlueskyOptions): Bluesky<S> {
  const { identity } = options;
  return new Bluesky({
    ...toClientOptions({ ...options, service: undefined, serverURL: undefined, server: undefined }),
    identity,
    session,
  });
}

/** What the options say of the requests that begin a session. Those that are wrong are refused before one is sent. */
function requestsOf(options: BlueskySettings): Pick<CreateClientOptions, "fetch" | "timeout"> {
  const { fetch, timeout } = createClient(toClientOptions(options)).options;
  return { fetch, timeout };
}

function findPdsBy(identity: IdentityResolver): ResolvePds {
  return async (repo, { signal }) => {
    const found: { readonly pds?: string | undefined } | undefined = await identity.resolveIdentity(repo, { signal });
    if (found?.pds) return found.pds;
    throw identityError("no_pds", repo, "its DID document names no server that may be called");
  };
}

/** Adds the session of a bearer. Where nothing says whose calls these are, the environment may. */
function withAccount(settings: CreateClientOptions, given: BlueskyOptions["bearer"]): CreateClientOptions {
  const { session, service, network, fetch } = settings;
  const variables = readEnvironment("BLUESKY_BEARER", "BLUESKY_DEBUG");
  const bearer = given ?? (session || service !== undefined ? undefined : variables.BLUESKY_BEARER);
  // Everywhere there is a console, whatever the types of the platform say.
  const { console } = globalThis as unknown as { console: Logger };
  const logger = settings.logger ?? (variables.BLUESKY_DEBUG ? console : undefined);
  const { service: _, ...rest } = { ...settings, logger };
  if (bearer === undefined) return service === undefined ? rest : { ...rest, service };
  return { ...rest, session: session ?? bearerSession({ token: bearer, service, network, fetch }) };
}
