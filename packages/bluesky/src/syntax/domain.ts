/**
 * Checks what handles and NSIDs share: dot-separated labels of 1 to 63 ASCII letters, digits and hyphens, no hyphen at
 * either end of a label. One pass over the character codes.
 *
 * @returns where the last label starts, or 0 if the string is no such name.
 */
export function lastLabel(name: string, maxLength: number, minLabels: number): number {
  const end = name.length;
  if (end > maxLength) return 0;
  let start = 0;
  let previous = 0;
  for (let i = 0; ; i++) {
    // At the end a dot closes the last label.
    const c = i < end ? name.charCodeAt(i) : 46;
    if (c === 46 || c === 45) {
      // A hyphen may not open a label, a dot may not open one or follow a hyphen.
      if (i === start) return 0;
      if (c === 46) {
        if (previous === 45 || i - start > 63) return 0;
        minLabels--;
        if (i === end) return minLabels > 0 ? 0 : start;
        start = i + 1;
      }
    } else if (!((c | 32) > 96 && (c | 32) < 123) && !(c > 47 && c < 58)) return 0;
    previous = c;
  }
}
