/** Checks what came back. @throws Error that says what was expected */
export function expect(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(`expected ${what}`);
}
