/** Whether two values are the same JSON. Changes keep the order of keys. */
export function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
