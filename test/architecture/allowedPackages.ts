/** Packages of this workspace that a package may import at run time: none, so far. */
export const allowedPackages: Readonly<Record<string, readonly string[]>> = {
  bluesky: [],
  "bluesky-devnet": [],
  "bluesky-lexgen": [],
};
