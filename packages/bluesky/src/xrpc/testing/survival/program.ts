/**
 * Puts bad functions into the places of the modules that it is given, and prints what is wrong as JSON. A rejection that
 * nobody handles ends it, as it ends any program.
 */
import { type Place, walkPlaces } from "./Place.ts";

const found: Place[] = [];
for (const module of process.argv.slice(2)) {
  const { places }: { places: readonly Place[] } = await import(module);
  found.push(...places);
}
const problems = await walkPlaces(found);
console.log(JSON.stringify({ places: found.length, problems }));
process.exit(0); // connections may be left
