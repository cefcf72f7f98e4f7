import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { mappedFiles } from "../../architecture/mappedFiles.ts";
import { type PlatformUse, readUses } from "./readUses.ts";

/** What the sources of `packages/bluesky` use of their platform. What is for Node alone is not looked at. */
export function readFeatureUses(): PlatformUse[] {
  const folder = join(import.meta.dirname, "../../../packages/bluesky");
  const manifest: { exports: unknown } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const forNode = mappedFiles((condition) => condition === "node", manifest.exports);
  const paths = globSync("**/*.ts", { cwd: join(folder, "src") })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => !/\.(test|types)\.ts$|\/testing\//.test(path) && !forNode.has(path))
    .sort();
  return readUses(join(folder, "src"), paths);
}
