import type { LabelStrings } from "../contract/LabelDefinition.ts";

/** The names of the labels that the protocol defines, and what they mean. */
export const globalLabelStrings: ReadonlyMap<string, Omit<LabelStrings, "lang">> = /*#__PURE__*/ new Map([
  ["!hide", { name: "Hidden by a moderator", description: "The moderators of this service have hidden this." }],
  ["!warn", { name: "Warning", description: "The moderators of this service warn of this." }],
  [
    "!no-unauthenticated",
    { name: "Log in to see this", description: "The author shows this only to people who are logged in." },
  ],
  ["porn", { name: "Pornography", description: "Explicit sexual pictures." }],
  ["sexual", { name: "Sexually suggestive", description: "Not explicit, but meant to be sexual." }],
  ["nudity", { name: "Nudity", description: "Nudity that is not sexual: in art, for instance." }],
  ["graphic-media", { name: "Graphic media", description: "Violence, injuries or death, shown as they are." }],
  ["gore", { name: "Graphic media", description: "Violence, injuries or death, shown as they are." }],
]);

/**
 * The strings in the language that is wanted most: the very one, or one of the same language elsewhere, or English, or
 * whatever there is.
 */
export function chooseStrings<T extends { readonly lang: string }>(
  locales: readonly T[],
  langs: readonly string[],
): T | undefined {
  const find = (fits: (lang: string) => boolean): T | undefined => locales.find(({ lang }) => fits(lang.toLowerCase()));
  for (const wanted of [...langs, "en"].map((lang) => lang.toLowerCase())) {
    const found = find((lang) => lang === wanted) ?? find((lang) => primary(lang) === primary(wanted));
    if (found) return found;
  }
  return locales[0];
}

function primary(lang: string): string | undefined {
  return lang.split("-", 1)[0];
}
