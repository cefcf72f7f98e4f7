import type { PlatformFeature } from "../../../packages/bluesky/src/platform/features.ts";
import type { PlatformUse } from "./readUses.ts";

/** Holds a list of features to what is used: one sentence for each use that is not listed, and each entry that nobody uses. */
export function checkUses(features: readonly PlatformFeature[], uses: readonly PlatformUse[]): string[] {
  const listed = new Map(features.flatMap((feature) => namesOf(feature).map((name) => [name, false])));
  const wrong: string[] = [];
  for (const { name, where } of uses) {
    const known = [...listed.keys()].find((one) => matches(one, name));
    if (known === undefined) wrong.push(`${where} uses ${name}, which platform/features.ts does not list`);
    else listed.set(known, true);
  }
  for (const [name, isUsed] of listed) if (!isUsed) wrong.push(`platform/features.ts lists ${name}, which nobody uses`);
  return wrong;
}

/** Everything that a feature stands for. */
function namesOf({ name, members = [], also = [] }: PlatformFeature): string[] {
  return [name, ...members.map((member) => `${name}.prototype.${member}`), ...also];
}

function matches(listed: string, name: string): boolean {
  return listed.endsWith("*") ? name.startsWith(listed.slice(0, -1)) : name === listed;
}
