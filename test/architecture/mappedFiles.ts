/**
 * The sources that conditions of an `exports` or `imports` map lead to, as paths below `src`.
 *
 * @param isWanted whether what stands under a condition is
 */
export function mappedFiles(isWanted: (condition: string) => boolean, ...maps: unknown[]): Set<string> {
  const files = new Set<string>();
  for (const map of maps) visit(map, isWanted("."));
  return files;

  function visit(value: unknown, wanted: boolean): void {
    if (typeof value === "string" && wanted) files.add(value.replace(/^\.\/(src|dist)\//, "").replace(/\.js$/, ".ts"));
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) visit(inner, wanted || isWanted(key));
  }
}
