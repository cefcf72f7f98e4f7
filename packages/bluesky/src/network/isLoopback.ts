/**
 * Whether a host, as `URL#hostname` has it, is this machine, whatever a name server says: `localhost` and names under it,
 * `127.0.0.0/8` and `::1`. `URL` has brought numbers that are written otherwise (`0x7f000001`, `127.1`) into these forms.
 */
export function isLoopback(hostname: string): boolean {
  return /^(?:(?:[^/]+\.)?localhost\.?|127(?:\.\d{1,3}){3}|\[::1\])$/i.test(hostname);
}
