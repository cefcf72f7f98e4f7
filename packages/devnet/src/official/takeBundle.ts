import { statSync } from "node:fs";
import * as nodeModule from "node:module";

/** This repository, of which this module is a source. */
const root = new URL("../../../../", import.meta.url);

/** Where the build keeps the bundle. */
const bundle = new URL(".cache/official/", root);

/** What it writes once the bundle is whole. */
const key = new URL(".cache/official.key", root);

/** What the bundle is made of: what is locked, what npm has installed, and how it is made. */
const inputs: readonly URL[] = [
  ...["package-lock.json", "node_modules/.package-lock.json", "scripts/build/official/bundleOfficial.ts"].map(
    (path) => new URL(path, root),
  ),
  ...["network.ts", "networkNoAppView.ts"].map((name) => new URL(name, import.meta.url)),
];

/**
 * In this repository, takes the bundle that is shipped, in place of the code that it was made of, where the build has made it since
 * any of that changed: it loads in half of the time.
 *
 * @returns whether it is there
 */
export function takeBundle(): boolean {
  const made = changedAt(key);
  // Hooks that are asked at once are in Node since 22.15.
  if (made === undefined || nodeModule.registerHooks === undefined) return false;
  if (inputs.some((input) => (changedAt(input) ?? Infinity) > made)) return false;
  nodeModule.registerHooks({
    resolve: (specifier, context, next) => {
      const [, name] = /^\.\/(network|networkNoAppView)\.ts$/.exec(specifier) ?? [];
      return name !== undefined && context.parentURL?.startsWith(new URL("./", import.meta.url).href)
        ? { url: new URL(`${name}.js`, bundle).href, format: "module", shortCircuit: true }
        : next(specifier, context);
    },
  });
  return true;
}

function changedAt(file: URL): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}
