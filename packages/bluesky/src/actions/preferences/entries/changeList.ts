/** A list that has some strings, or does not. What is in it already stays where it is. */
export function changeList(list: readonly string[] | undefined, names: readonly string[], isIn: boolean): string[] {
  const kept = (list ?? []).filter((name) => isIn || !names.includes(name));
  return isIn ? [...kept, ...new Set(names.filter((name) => !kept.includes(name)))] : kept;
}
