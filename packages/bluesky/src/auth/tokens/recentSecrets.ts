/** How many are remembered. */
const MOST = 16;

/** Remembers the secrets that were sent last: answers to them may still be on their way. */
export interface RecentSecrets {
  add(secret: string): void;
  all(): readonly string[];
}

export function recentSecrets(): RecentSecrets {
  let secrets: readonly string[] = [];
  return {
    add(secret) {
      if (!secrets.includes(secret)) secrets = [secret, ...secrets].slice(0, MOST);
    },
    all: () => secrets,
  };
}
