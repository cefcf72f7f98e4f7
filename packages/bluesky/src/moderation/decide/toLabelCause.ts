import type { LabelTarget, ModerationBehavior } from "../contract/Behavior.ts";
import type { LabelDefinition } from "../contract/LabelDefinition.ts";
import type { LabelCause } from "../contract/ModerationCause.ts";
import type { LabelLike } from "../contract/ModerationSubject.ts";
import type { Moderation } from "./createModeration.ts";

/** Values that labelers may define. What begins with `!` is the protocol's. */
const DEFINABLE = /^[a-z-]+$/;

/** What a label on something by `did` is a cause for: nothing where it is unknown, not for this account, or to be ignored. */
export function toLabelCause(
  label: LabelLike,
  target: LabelTarget,
  { did, downgraded, moderation }: { did: string; downgraded: boolean; moderation: Moderation },
): LabelCause | undefined {
  const { adultContentEnabled } = moderation.settings.preferences;
  const definition = findDefinition(label, moderation);
  const isSelf = label.src === did;
  const chosen = isSelf ? undefined : moderation["~labelers"].get(label.src);
  if (!definition || (!isSelf && !chosen)) return undefined;
  const { configurable, defaultSetting, flags, identifier } = definition;
  if (isSelf && flags.includes("no-self")) return undefined;
  if (moderation.settings.did && flags.includes("unauthed")) return undefined;
  const isLocked = flags.includes("adult") && !adultContentEnabled;
  const setting = !configurable
    ? defaultSetting
    : isLocked
      ? "hide"
      : chosen?.get(identifier) || moderation["~labels"].get(identifier) || defaultSetting;
  if (setting === "ignore") return undefined;
  const behavior = definition.behaviors[target] ?? {};
  const noOverride = isLocked || flags.includes("no-override");
  return {
    type: "label",
    source: isSelf ? { type: "user" } : { type: "labeler", did: label.src },
    label,
    definition,
    target,
    setting,
    behavior,
    noOverride,
    priority: noOverride ? 1 : setting === "hide" ? 2 : weigh(behavior),
    downgraded,
  };
}

function findDefinition({ src, val }: LabelLike, moderation: Moderation): LabelDefinition | undefined {
  const own = DEFINABLE.test(val) ? moderation["~definitions"].get(src)?.get(val) : undefined;
  return own ?? moderation["~global"].get(val);
}

/** The priority of what is covered: all of it, a part of it, next to nothing. */
function weigh({ profileView, contentView, contentList, contentMedia }: ModerationBehavior): 5 | 7 | 8 {
  if (profileView === "blur" || contentView === "blur") return 5;
  return contentList === "blur" || contentMedia === "blur" ? 7 : 8;
}
