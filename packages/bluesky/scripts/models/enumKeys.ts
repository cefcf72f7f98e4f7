/**
 * The keys of an enum's object of values, as the original SDK formed them: the words of the value in PascalCase, `#`
 * and `!` spelt out (`Takendown`, `ExcludeFollowing`, `NotHide`, `ToolsOzoneTeamDefsNumberRoleAdmin`).
 *
 * @throws {Error} where two values have the same key
 */
export function enumKeys(values: readonly string[]): Map<string, string> {
  const keys = new Map<string, string>();
  for (const value of values) {
    const key = enumKey(value);
    if (!/^[A-Z]/.test(key) || keys.has(key)) {
      throw new Error(`${JSON.stringify(value)} has no key of its own in [${values.join(", ")}]`);
    }
    keys.set(key, value);
  }
  return keys;
}

function enumKey(value: string): string {
  return value
    .replaceAll("#", " number ")
    .replaceAll("!", " not ")
    .split(/[^a-zA-Z0-9]+/)
    .map((word) => (/^[A-Z0-9]+$/.test(word) ? word.charAt(0) + word.slice(1).toLowerCase() : word))
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
