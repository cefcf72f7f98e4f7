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
 * Whether a host, as `URL#hostname` has it, is a name of the public internet, compared as DNS does: in any letter case, with or
 * without the dot of the root. Names of machines near by (`localhost`, `*.local`, `*.internal`) are not, and no address is:
 * servers of the protocol have names, and of the addresses that stand in for one many are private. What a name resolves to is
 * not looked at: that can only be done where the connection is made.
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
