import { globSync } from "node:fs";
import { basename, join } from "node:path";
import { bsky } from "./connect.ts";

const [title = "", folder = "."] = process.argv.slice(2);
const paths = globSync("*.{jpg,jpeg,png,webp}", { cwd: folder }).sort().slice(0, 10);
// A file's name says what it shows: "a grey cat.jpg".
const gallery = paths.map((path) => ({
  data: { path: join(folder, path) },
  alt: basename(path).replace(/\.\w+$/, ""),
}));
console.log((await bsky.post(title, { gallery, requireAlt: true })).url);
