/**
 * Builds the reference site into site/dist.
 *
 * npm run docs
 * npm run docs -- --base=/sdk/     for a site that is served under a path
 */
import { buildSite } from "./buildSite.ts";

const [argument = "--base=/"] = process.argv.slice(2);
const [, path] = /^--base=(.*)$/.exec(argument) ?? [];
if (path === undefined) throw new Error(`Expected --base=PATH, got ${argument}.`);
await buildSite({ base: `/${path}/`.replaceAll(/\/+/g, "/") });
console.log('"npm run docs:serve" serves it');
