import { unlessAborted } from "../auth/errors/unlessAborted.ts";
import type { Session } from "../auth/password/Session.ts";
import { abortable } from "../platform/abort/abortable.ts";
import type { SessionLike } from "../xrpc/index.ts";

/** A session that is begun by the first call that needs it. */
export interface LazySession extends SessionLike {
  /**
   * Begins the session, unless that is done.
   *
   * @throws {AbortedError}
   * @throws {unknown} what the login throws
   */
  ready(options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
  /**
   * Ends the session, where there is one by now.
   *
   * @throws {AbortedError}
   * @throws {unknown} what the logout throws
   */
  logout(options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
}

/**
 * Makes a session of a login to come. It is made once for all who wait for it; one that fails is tried again at the next call.
 *
 * @param did whose session it will be, where that is known
 */
export function lazySession(login: () => Promise<Session>, did: string | undefined): LazySession {
  let session: Session | undefined;
  let beginning: Promise<Session> | undefined;
  const begin = async (): Promise<Session> => {
    if (session) return session;
    beginning ??= login().finally(() => {
      beginning = undefined;
    });
    session = await beginning;
    return session;
  };
  return {
    get did() {
      return session?.did ?? did;
    },
    get handle() {
      return session?.handle;
    },
    get pds() {
      return session?.pds;
    },
    "~secrets": () => session?.["~secrets"]?.() ?? [],
    async "~exclusively"(name, run, signal) {
      try {
        await abortable(begin(), signal);
      } catch (error) {
        // The end of the wait is no error of the login.
        if (!signal?.aborted) throw error;
      }
      return session?.["~exclusively"]?.(name, run, signal) ?? run();
    },
    ready: async ({ signal } = {}) => void (await unlessAborted(begin, signal, "the login")),
    async logout(options) {
      const begun = beginning;
      if (begun) await unlessAborted(() => begun.catch(() => {}), options?.signal, "the logout");
      await session?.logout(options);
    },
    async fetchHandler(path, init) {
      // Whoever has given up sends nothing any more.
      const begun = await unlessAborted(begin, init.signal ?? undefined, "the login");
      return begun.fetchHandler(path, init);
    },
  };
}
