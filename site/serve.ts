/**
 * Serves the reference site on this machine, and builds it first where something has changed.
 *
 * npm run docs:serve              on port 4321
 * npm run docs:serve -- 8080      on another; 0: on any that is free
 */
import { buildSite } from "./buildSite.ts";
import { serveSite } from "./serveSite.ts";

const port = Number(process.argv[2] ?? 4321);
if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`Expected a port, got ${process.argv[2]}.`);
const { outDir } = await buildSite();
const { origin } = await serveSite(outDir, "/", port);
console.log(`${origin}/  (Ctrl-C stops it)`);
