import { dropBody } from "../platform/http/dropBody.ts";
import { parseUrl } from "../platform/parseUrl.ts";
import { type FollowRules, mayFollow } from "./mayFollow.ts";

/** How many redirects are followed. */
const MOST = 5;

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/**
 * Gets a URL without secrets, and follows redirects as far as `mayFollow` lets it: each is judged before it is asked. Where the
 * platform does not show where one leads, as browsers do not, it is not followed.
 *
 * @param init of a GET
 * @returns the first answer that is no redirect, or the redirect that is not followed
 */
export async function fetchFollowing(
  fetch: typeof globalThis.fetch,
  url: string,
  init: RequestInit,
  rules: FollowRules,
): Promise<Response> {
  let at = url;
  for (let hops = 0; ; hops++) {
    const response = await fetch(at, { ...init, redirect: "manual" });
    const { status, url: found } = Object(response) as Response; // what is none is refused later on
    const isRedirect = REDIRECTS.includes(status);
    // A `fetch` that somebody else has made may follow whatever it is told.
    if (!isRedirect && (!found || found === at)) return response;
    const from = parseUrl(at);
    const gone = found ? parseUrl(found, at) : undefined;
    if (from && gone && !mayFollow(gone, from, rules)) {
      dropBody(response);
      throw new TypeError("a redirect led to where it may not");
    }
    const location = isRedirect && hops < MOST && response.headers.get("location");
    const to = location ? parseUrl(location, at) : undefined;
    if (!from || !to || !mayFollow(to, from, rules)) return response;
    dropBody(response);
    at = to.href;
  }
}
