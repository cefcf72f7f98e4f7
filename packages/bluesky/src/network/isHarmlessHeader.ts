/** Headers that say what is sent and what is wanted, and hold no secret. */
const HARMLESS: readonly string[] = [
  "accept",
  "accept-encoding",
  "accept-language",
  "atproto-accept-labelers",
  "atproto-proxy",
  "content-type",
  "user-agent",
];

/** Whether a header may go to a server that is not the client's own: any other may hold a secret. Names have no letter case. */
export function isHarmlessHeader(name: string): boolean {
  return HARMLESS.includes(name.toLowerCase());
}
