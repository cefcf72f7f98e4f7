import type { Session } from "../auth/password/Session.ts";
import { abortable } from "../platform/abortable.ts";
import type { SessionLike } from "../xrpc/index.ts";

/** A session that is begun by the first call that needs it. */
export interface LazySession extends SessionLike {
  /** Begins the session, unless that is done. */
  ready(options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
  /** Ends the session, where there is one by now. */
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
    ready: ({ signal } = {}) => abortable(begin(), signal).then(() => undefined),
    async logout(options) {
      await beginning?.catch(() => {});
      await session?.logout(options);
    },
    async fetchHandler(path, init) {
      return (await begin()).fetchHandler(path, init);
    },
  };
}
