/** A list of a gate with a URI in it, or without it. An empty one is none. */
export function changeList(given: readonly string[] | undefined, uri: string, isIn: boolean): string[] | undefined {
  const list = given ?? [];
  if (list.includes(uri) === isIn) return list.length > 0 ? [...list] : undefined;
  const changed = isIn ? [...list, uri] : list.filter((one) => one !== uri);
  return changed.length > 0 ? changed : undefined;
}
