import { readFileSync } from "node:fs";

/** A user and group id. */
export interface UserIds {
  uid: number;
  gid: number;
}

/**
 * The user that Postgres runs as: `undefined` (the same as ours) unless we are root, which Postgres refuses. Then it is
 * `nobody`, or any other that is not root; no user is made. It must be a user that the machine knows: initdb asks.
 */
export function unprivilegedUser(uid: number | undefined = process.getuid?.()): UserIds | undefined {
  if (uid !== 0) return undefined;
  let passwd = "";
  try {
    passwd = readFileSync("/etc/passwd", "utf8");
  } catch {
    // Then initdb will say that it does not know the user.
  }
  return pickUser(passwd);
}

/** The user to take, of those in `/etc/passwd`. */
export function pickUser(passwd: string): UserIds {
  const users = passwd.split("\n").flatMap((line) => {
    const [name, , uid, gid] = line.split(":");
    // macOS writes -2 for what the kernel calls 4294967294.
    return uid === undefined || gid === undefined ? [] : [{ name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }];
  });
  const user = users.find(({ name }) => name === "nobody") ?? users.find(({ uid, gid }) => uid !== 0 && gid !== 0);
  return { uid: user?.uid ?? 65534, gid: user?.gid ?? 65534 };
}
