import { runProcess } from "../setup/process.mjs";

/** Format and lint rules of biome.json. `npm run format` mends what can be mended. */
export async function lint(): Promise<boolean> {
  const colors = process.stdout.isTTY ? "--colors=force" : "--colors=off";
  const biome = ["node_modules/@biomejs/biome/bin/biome", "ci", "--error-on-warnings", colors, "."];
  const ended = await runProcess(process.execPath, biome, { capture: true });
  if (ended.code === 0) return true;
  console.log(`${ended.output.trim()}\n\n"npm run format" mends formatting and much of the rest.`);
  return false;
}
