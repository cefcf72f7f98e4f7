/**
 * Whether a host, as `URL#hostname` has it, is a name of the public internet. Names of machines near by (`localhost`,
 * `*.local`, `*.internal`) are not, and no address is: servers of the protocol have names, and of the addresses that stand in
 * for one many are private. What a name resolves to is not looked at: that can only be done where the connection is made.
 *
 * @example
 * ```ts
 * isPublicHost("pds.example.com"); // true
 * isPublicHost("169.254.169.254"); // false
 * ```
 */
export function isPublicHost(hostname: string): boolean {
  // The last label of a name starts with a letter; `URL` writes addresses in numbers only, or in brackets.
  return /\.[a-z][^.]*$/.test(hostname) && !/\.(?:localhost|local|localdomain|internal|lan|home\.arpa)$/.test(hostname);
}
