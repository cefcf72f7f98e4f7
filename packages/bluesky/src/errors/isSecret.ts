/** Whether the value of a property or a parameter of this name is for nobody's eyes. */
export function isSecret(name: string): boolean {
  return /pass|token|jwt|secret|code/i.test(name);
}
