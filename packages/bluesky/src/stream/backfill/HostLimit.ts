/** Lets only so many at once work with each host. */
export interface HostLimit {
  /** Waits for a place. @returns gives it up */
  enter(host: string): Promise<() => void>;
}

/** Makes one. Whoever has waited longest comes first. */
export function hostLimit(most: number): HostLimit {
  const hosts = new Map<string, { active: number; readonly waiting: (() => void)[] }>();
  return {
    async enter(host) {
      const entry = hosts.get(host) ?? { active: 0, waiting: [] };
      hosts.set(host, entry);
      if (entry.active < most) entry.active++;
      // Whoever leaves hands its place on.
      else await new Promise<void>((resolve) => entry.waiting.push(resolve));
      return () => {
        const next = entry.waiting.shift();
        if (next) next();
        else if (--entry.active === 0) hosts.delete(host);
      };
    },
  };
}
