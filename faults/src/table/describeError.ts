/** An error in a few words: what a program could tell it by. */
export function describeError(error: unknown): string {
  const { code, name, status, error: kind, message, cause } = Object(error);
  const numbers = typeof status === "number" ? ` ${status}` : "";
  if (Object(error)["~bluesky"]) return `${code}${numbers}`;
  const type = Object(error).constructor?.name ?? name ?? typeof error;
  const detail = typeof kind === "string" ? kind : (Object(cause).code ?? String(message ?? error).slice(0, 30));
  return `${type}${numbers} ${detail}`.trim();
}
