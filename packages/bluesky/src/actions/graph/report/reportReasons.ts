import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import { isNsid } from "../../../syntax/nsid.ts";

/** The reasons that every labeler knows, by their short names. */
export type ReportReason = "spam" | "violation" | "misleading" | "sexual" | "rude" | "other" | "appeal";

const OLD = "com.atproto.moderation.defs#reason";
const NEW = "tools.ozone.report.defs#reason";

/** What stands for an old reason among the new ones, which are finer: the general one of its kind. */
const newer: ReadonlyMap<string, string> = /*#__PURE__*/ new Map([
  ["Spam", "MisleadingSpam"],
  ["Violation", "RuleOther"],
  ["Misleading", "MisleadingOther"],
  ["Sexual", "SexualUnlabeled"],
  ["Rude", "HarassmentOther"],
  ["Other", "Other"],
  ["Appeal", "Appeal"],
]);

/** The old reason of new ones, by how these begin. What is special comes before what is general. */
const older: readonly (readonly [prefix: string, old: string])[] = [
  ["MisleadingSpam", "Spam"],
  ["Misleading", "Misleading"],
  ["Sexual", "Sexual"],
  ["Harassment", "Rude"],
  ["Violence", "Violation"],
  ["ChildSafety", "Violation"],
  ["Rule", "Violation"],
  ["SelfHarm", "Violation"],
  ["Other", "Other"],
  ["Appeal", "Appeal"],
];

/** The reasons that only the moderation service of the network is to get: what is illegal is none of others' business. */
const restricted: readonly string[] = [
  `${NEW}ChildSafetyCSAM`,
  `${NEW}ChildSafetyGroom`,
  `${NEW}ChildSafetyOther`,
  `${NEW}ViolenceExtremistContent`,
];

/**
 * A reason of the lexicon, by its short name or by itself.
 *
 * @throws {InvalidOptionError} where it is neither
 */
export function checkReason(reason: unknown): string {
  const text = typeof reason === "string" ? reason : "";
  const [nsid, token = ""] = text.split("#", 2);
  if (isNsid(nsid) && text === `${nsid}#${token}` && /^\w+$/.test(token)) return text;
  const name = text.slice(0, 1).toUpperCase() + text.slice(1);
  if (name !== text && newer.has(name)) return OLD + name;
  const expected = `"spam", another short name, or a reason of the lexicon such as "${NEW}MisleadingScam"`;
  throw invalidOption("reason", `Expected ${expected}, got ${JSON.stringify(reason)}.`);
}

/**
 * The reasons that say the same, as the official app and Ozone know them: the given one first. Labelers declare old ones, new ones,
 * or both.
 *
 * @see https://github.com/bluesky-social/proposals/tree/main/0009-mod-report-granularity
 */
export function sameReasons(reasonType: string): readonly string[] {
  const same = reasonType.startsWith(NEW) ? toOlder(reasonType) : toNewer(reasonType);
  return same === undefined ? [reasonType] : [reasonType, same];
}

/** Whether only the moderation service of the network is to get a reason. */
export function isRestricted(reasonType: string): boolean {
  return restricted.includes(reasonType);
}

/** Whether it is an appeal, which no labeler can opt out of. */
export function isAppeal(reasonType: string): boolean {
  return reasonType === `${OLD}Appeal` || reasonType === `${NEW}Appeal`;
}

function toOlder(reasonType: string): string | undefined {
  const name = reasonType.slice(NEW.length);
  const found = older.find(([prefix]) => name.startsWith(prefix));
  return found && OLD + found[1];
}

function toNewer(reasonType: string): string | undefined {
  const name = reasonType.startsWith(OLD) ? newer.get(reasonType.slice(OLD.length)) : undefined;
  return name === undefined ? undefined : NEW + name;
}
