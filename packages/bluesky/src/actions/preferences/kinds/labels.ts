import { AdultContentPref, ContentLabelPref } from "../../../lexicons/app/bsky/actor/defs.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import { changePreferences } from "../change/changePreferences.ts";
import type { PreferencesChange, PreferencesOptions } from "../change/PreferencesOptions.ts";
import { changeKind } from "../entries/changeKind.ts";
import type { Kind } from "../entries/Kind.ts";
import type { Edit } from "../entries/PreferenceEntry.ts";

export const adultContent: Kind<AdultContentPref> = { schema: AdultContentPref, initial: { enabled: false } };
export const contentLabels: Kind<ContentLabelPref> = {
  schema: ContentLabelPref,
  initial: { label: "", visibility: "" },
};

/** What happens to posts with a label: it is ignored, they are shown after a warning, they are hidden. */
export type LabelVisibility = "ignore" | "warn" | "hide";

/** Whose label is meant. */
export interface LabelSettings {
  /** DID of the labeler. @default those labels that all labelers share, such as `porn` */
  readonly labeler?: string | undefined;
}

/** Options of {@link setLabelVisibility}. */
export interface LabelOptions extends LabelSettings, PreferencesOptions {}

/** What labels were called once. Old programs go by these names. */
const FORMER: ReadonlyMap<string, string> = /*#__PURE__*/ new Map([
  ["graphic-media", "gore"],
  ["porn", "nsfw"],
  ["sexual", "suggestive"],
]);

/**
 * Allows or forbids adult content.
 *
 * @throws {ValidationError}
 * @throws {PreferencesError} `change_lost`
 * @throws {RecordsError} `no_repo`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * await setAdultContent(client, { enabled: true });
 * ```
 */
export async function setAdultContent(
  client: ClientLike,
  settings: Pick<AdultContentPref, "enabled">,
  options: PreferencesOptions = {},
): Promise<PreferencesChange> {
  return changePreferences(client, settingAdultContent(settings), options);
}

/**
 * Says what happens to posts and accounts with a label.
 *
 * @throws {ValidationError} where the labeler is no DID
 * @throws {PreferencesError} `change_lost`
 * @throws {RecordsError} `no_repo`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * await setLabelVisibility(client, "spider", "hide", { labeler: "did:plc:ar7c4by46qjdydhdevvrndac" });
 * ```
 */
export async function setLabelVisibility(
  client: ClientLike,
  label: string,
  visibility: LabelVisibility,
  options: LabelOptions = {},
): Promise<PreferencesChange> {
  const { labeler, ...rest } = options;
  return changePreferences(client, settingLabel(label, visibility, { labeler }), rest);
}

export function settingAdultContent(settings: Pick<AdultContentPref, "enabled">): Edit {
  return changeKind(adultContent, (pref) => ({ ...pref, ...settings }));
}

export function settingLabel(label: string, visibility: LabelVisibility, { labeler }: LabelSettings): Edit {
  const names = [label, labeler === undefined ? FORMER.get(label) : undefined].filter((name) => name !== undefined);
  const edits = names.map((name) =>
    changeKind(
      contentLabels,
      (pref) => ({ ...pref, label: name, ...(labeler === undefined ? {} : { labelerDid: labeler }), visibility }),
      (pref) => pref.label === name && pref.labelerDid === labeler,
    ),
  );
  return (entries) => edits.reduce((changed, edit) => edit(changed), entries);
}
