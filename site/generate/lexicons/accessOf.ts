import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Definition } from "bluesky-lexgen";

/** Whether an operation needs a login, and who answers it. */
export interface Access {
  /** `yes`, `no`, or what is needed instead. */
  readonly login: string;
  readonly served: string;
}

/** A server of the official network. */
export type ServerKind = "pds" | "appView" | "ozone" | "video";

/** Which servers know an operation, and whether they answer it without a login. */
export type Answers = Readonly<Partial<Record<ServerKind, "open" | "login">>>;

/** What the official servers answered to each operation without a login: `test/site/updateAccess.ts` asks them. */
export const ACCESS: Readonly<Record<string, Answers>> = JSON.parse(
  readFileSync(join(import.meta.dirname, "access.json"), "utf8"),
);

const FEED_GENERATOR = /\.(?:getFeedSkeleton|describeFeedGenerator)$/;
const RELAY = /^com\.atproto\.sync\.(?:getHostStatus|listHosts|listReposByCollection|notifyOfUpdate|requestCrawl)$/;
const OF_A_PDS = /^(?:com\.atproto\.(?:identity|repo|server|temp)\.|app\.bsky\.actor\.(?:get|put)Preferences$)/;

/** By what servers answer; of those that no network of ours has, by the protocol. */
export function accessOf({ nsid, kind }: Pick<Definition, "nsid" | "kind">): Access {
  const answers = ACCESS[nsid] ?? {};
  return { login: loginOf(nsid, kind, answers), served: servedBy(nsid, answers) };
}

function loginOf(nsid: string, kind: string, answers: Answers): string {
  if (nsid.startsWith("com.atproto.admin.")) return "the server's admin password";
  if (nsid === "com.atproto.server.createSession") return "no: it is what logs in";
  if (/^com\.atproto\.server\.(?:refresh|delete)Session$/.test(nsid)) return "the session's refresh token";
  if (FEED_GENERATOR.test(nsid) || RELAY.test(nsid)) return "no";
  if (kind === "subscription") return nsid.startsWith("com.atproto.") ? "no" : "yes";
  return Object.values(answers).includes("open") ? "no" : "yes";
}

function servedBy(nsid: string, answers: Answers): string {
  const { pds, appView, ozone, video } = answers;
  if (nsid.startsWith("chat.bsky.")) return "the chat service, through the account's PDS";
  if (nsid.startsWith("tools.ozone.")) return "Ozone, through the moderator's PDS";
  if (nsid.startsWith("com.atproto.admin.")) return "a PDS";
  if (nsid === "com.atproto.label.subscribeLabels") return "a labeler";
  if (nsid === "com.atproto.sync.subscribeRepos") return "a PDS, or a relay";
  if (FEED_GENERATOR.test(nsid)) return "a feed generator";
  if (RELAY.test(nsid)) return "a relay";
  if (nsid.startsWith("com.atproto.sync.")) return "a PDS, or a relay";
  if (video) return "the video service";
  if (appView === "open")
    return `${pds === "open" ? "a PDS, or " : ""}the AppView: directly, or through the account's PDS`;
  if (appView) return "the AppView, through the account's PDS";
  if (ozone) return "a labeler, through the account's PDS";
  return OF_A_PDS.test(nsid) ? "the account's PDS" : "none of the official servers that the tests run";
}
