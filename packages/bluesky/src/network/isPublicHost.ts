/**
 * Top-level domains that are nobody's on the public internet, or everybody's on their own: names under them lead into private
 * networks, or nowhere. The names of RFC 6761, 6762 (with its appendix G), 7686, 8375 and 9476, and what clouds and routers use.
 * `example` is not among them: nobody has a server under it.
 */
const NOBODYS: readonly string[] = [
  "alt",
  "arpa",
  "corp",
  "home",
  "internal",
  "intranet",
  "invalid",
  "lan",
  "local",
  "localdomain",
  "localhost",
  "onion",
  "private",
  "test",
];

/**
 * Whether a host, as in `URL#hostname`, is a name on the public internet. As in DNS, letter case and a final dot do not
 * matter. Local names (`localhost`, `*.local`, `*.internal`) are not public, and IP addresses do not count as public
 * either: servers of the protocol have names, and many addresses are private. The name is not resolved, which only the
 * code that connects can do reliably.
 *
 * @example
 * ```ts
 * isPublicHost("pds.example.com"); // true
 * isPublicHost("169.254.169.254"); // false
 * ```
 */
export function isPublicHost(hostname: string): boolean {
  // The last label of a name starts with a letter; `URL` writes addresses in numbers only, or in brackets, and names of other
  // scripts in ASCII.
  const [, last] = /^[\w.-]+\.([a-z][a-z\d-]*)\.?$/i.exec(hostname) ?? [];
  return last !== undefined && !NOBODYS.includes(last.toLowerCase());
}
