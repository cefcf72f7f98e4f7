import { listNotifications } from "../../../lexicons/app/bsky/notification/listNotifications.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { invalidResponse } from "../../../xrpc/errors/InvalidResponseError.ts";
import { cursorTime } from "./marks.ts";

/**
 * The pages, the newest first. A cursor of the official servers is the time of a page's last notification, and the next page begins
 * below that time: of several of the same time, those that did not fit would be lost. So it is asked for a millisecond later, and some
 * are read twice.
 *
 * @throws {CallError}
 */
export async function* readBack(
  client: ClientLike,
  params: Pick<listNotifications.Params, "limit" | "reasons" | "cursor">,
  options: CallOptions,
): AsyncGenerator<listNotifications.Output, void, undefined> {
  const asked = new Set<string>();
  for (let { cursor } = params; ; ) {
    const { data, response } = await listNotifications.withResponse(client, { ...params, cursor }, options);
    yield data;
    const { cursor: given } = data;
    if (!given) return;
    const time = cursorTime(given);
    const later = time === undefined ? given : new Date(time + 1).toISOString();
    // More of the same time than a page holds: there is no way to the others.
    cursor = asked.has(later) ? given : later;
    if (asked.has(cursor))
      throw invalidResponse({ ...listNotifications, method: "GET" }, response, "a repeated cursor");
    asked.add(cursor);
  }
}
