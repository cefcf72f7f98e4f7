import { InvalidResponseError } from "../../../xrpc/errors/InvalidResponseError.ts";
import { AuthExpiredError, XrpcError } from "../../../xrpc/errors/XrpcError.ts";
import { forgetUploadToken } from "../../../xrpc/route/routeVideo.ts";
import type { VideoRun } from "./VideoRun.ts";

/** How often a call is made whose answer cannot be read. */
const ATTEMPTS = 3;

/**
 * Makes a call that does no harm twice: again where its answer was cut off or is a proxy's page, and once more with a new token where
 * the service does not take the one that it has.
 */
export async function repeat<T>({ client }: Pick<VideoRun, "client">, call: () => Promise<T>): Promise<T> {
  let isTokenNew = false;
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      const isRefused = error instanceof AuthExpiredError || (error instanceof XrpcError && error.status === 401);
      if (isRefused && client.session && !isTokenNew) {
        forgetUploadToken(client.session);
        isTokenNew = true;
      } else if (!(error instanceof InvalidResponseError) || attempt >= ATTEMPTS) throw error;
    }
  }
}
