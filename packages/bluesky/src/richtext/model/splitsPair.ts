/** Whether a place is inside of a character of two code units. */
export function splitsPair(text: string, place: number): boolean {
  return place > 0 && (text.codePointAt(place - 1) ?? 0) > 0xffff;
}
