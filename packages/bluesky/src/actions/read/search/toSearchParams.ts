import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import type { searchPosts } from "../../../lexicons/app/bsky/feed/searchPosts.ts";
import { isDid } from "../../../syntax/did.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import { toAtIdentifier } from "../../refs/toAtIdentifier.ts";
import type { PostQuery } from "./PostQuery.ts";

/**
 * The parameters of a search.
 *
 * Filters are parameters of their own. The author is in the query as well, because some servers look there only. Where there are no
 * words, the other filters are too, as people type them: a server may want a query.
 *
 * @throws {InvalidOptionError}
 */
export function toSearchParams(client: ClientLike, query: string | PostQuery): searchPosts.Params {
  const { text, from, mentions, since, until, lang, domain, url, tag }: PostQuery =
    typeof query === "string" ? { text: query } : (Object(query) as PostQuery); // programs without types give null
  const author = from === undefined ? undefined : toAtIdentifier(client, from, "from");
  const mentioned = mentions === undefined ? undefined : toAtIdentifier(client, mentions, "mentions");
  const tags = tag === undefined ? undefined : [tag].flat().map((one) => one.replace(/^[#＃]/, ""));
  const [after, before] = [toMoment("since", since), toMoment("until", until)];
  const words = [text?.trim(), author && (isDid(author) ? author : `from:${author}`)];
  const filters = [
    mentioned && `mentions:${mentioned}`,
    ...(tags ?? []).map((one) => `#${one}`),
    domain && `domain:${domain}`,
    url,
    lang && `lang:${lang}`,
    after && `since:${after}`,
    before && `until:${before}`,
  ];
  const q = join(words) || join(filters);
  if (!q) throw invalidOption("query", "Expected something to look for: a text, an author, a tag ...");
  return { q, author, mentions: mentioned, since: after, until: before, lang, domain, url, tag: tags };
}

function join(words: readonly (string | undefined)[]): string {
  return words.filter(Boolean).join(" ");
}

/** A day stays a day: a server knows what it means by it. */
function toMoment(option: string, moment: Date | string | undefined): string | undefined {
  if (!(moment instanceof Date)) return moment;
  if (!Number.isNaN(moment.getTime())) return moment.toISOString();
  throw invalidOption(option, `Expected a moment as \`${option}\`, got an invalid Date.`);
}
