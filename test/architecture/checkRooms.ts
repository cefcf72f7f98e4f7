import { posix } from "node:path";
import type { Layout } from "../../scripts/build/parts.ts";
import { mappedFiles } from "./mappedFiles.ts";
import type { SourcePackage } from "./readPackage.ts";

/** How many modules a folder may hold itself, its entry point not counted. More of them want rooms. */
const MOST = 16;

/** One import that leads from one room of a folder to another. */
interface Arrow {
  readonly from: string;
  readonly to: string;
  /** `file:line imports "specifier"`. */
  readonly where: string;
}

/**
 * Holds the rooms of a package: the sub-folders of each folder, its own files together (`.`), and each entry point. Where
 * the layout gives their order, a room imports only from those before it; elsewhere there must be some order, that is, no
 * circle. Imports of types count like all others.
 *
 * @param layout the order of the rooms of `src`, and of those within them
 * @param isChecked the modules to look at
 * @returns one sentence for each import, or each circle, that breaks the rules, and for each folder that is too full
 */
export function checkRooms(
  { manifest, modules }: SourcePackage,
  { layout, isChecked = () => true }: { layout?: Layout | undefined; isChecked?: (path: string) => boolean },
): string[] {
  const entries = entryFiles(manifest.exports, manifest.bin);
  const folders = new Map<string, { arrows: Arrow[]; rooms: Map<string, string>; files: number }>();
  const checked = [...modules].filter(([path]) => isChecked(path));
  for (const [path, { imports }] of checked) {
    for (const folder of foldersOf(path)) {
      const { rooms } = folderOf(folder);
      const room = roomOf(folder, path);
      if (!rooms.has(room)) rooms.set(room, path);
    }
    if (roomOf(posix.dirname(path), path) === ".") folderOf(posix.dirname(path)).files++;
    for (const { specifier, line } of imports) {
      if (!specifier.startsWith(".")) continue;
      const target = posix.join(posix.dirname(path), specifier);
      if (!modules.has(target) || !isChecked(target)) continue;
      const folder = foldersOf(path).findLast((one) => one === "." || target.startsWith(`${one}/`)) ?? ".";
      const [from, to] = [roomOf(folder, path), roomOf(folder, target)];
      if (from !== to) folderOf(folder).arrows.push({ from, to, where: `${path}:${line} imports "${specifier}"` });
    }
  }
  return [...folders].sort().flatMap(([folder, { arrows, rooms, files }]) => {
    const order = layout && orderOf(layout, folder);
    const full = files > MOST ? [`${folder}/ has ${files} files of its own: more than ${MOST} want rooms`] : [];
    return [...full, ...(order ? checkOrder(folder, order, rooms, arrows) : checkCircles(folder, arrows))];
  });

  function folderOf(folder: string): { arrows: Arrow[]; rooms: Map<string, string>; files: number } {
    const known = folders.get(folder) ?? { arrows: [], rooms: new Map(), files: 0 };
    folders.set(folder, known);
    return known;
  }

  /** The room of a folder that a module within it is in. */
  function roomOf(folder: string, path: string): string {
    const inner = folder === "." ? path : path.slice(folder.length + 1);
    const [first = "", ...rest] = inner.split("/");
    if (rest.length > 0) return first;
    // Of a package with a layout each file of `src` itself is a part of its own.
    return entries.has(path) || (layout && folder === ".") ? first : ".";
  }
}

/** The folders that a module is in, from `src` (`.`) on. */
function foldersOf(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return [".", ...parts.map((_, index) => parts.slice(0, index + 1).join("/"))];
}

/** The order that a layout has for a folder. */
function orderOf(layout: Layout, folder: string): readonly string[] | undefined {
  let rooms: Layout | undefined = layout;
  for (const name of folder === "." ? [] : folder.split("/")) {
    const found: Layout[number] | undefined = rooms?.find((room) => typeof room !== "string" && room[0] === name);
    rooms = typeof found === "object" ? found[1] : undefined;
  }
  return rooms?.map((room) => (typeof room === "string" ? room : room[0]));
}

function checkOrder(
  folder: string,
  order: readonly string[],
  rooms: ReadonlyMap<string, string>,
  arrows: readonly Arrow[],
): string[] {
  const unknown = [...rooms]
    .filter(([room]) => !order.includes(room))
    .map(
      ([room, path]) =>
        `${path}:1 is in "${room}", which parts.ts does not list for ${folder === "." ? "src" : folder}`,
    );
  const back = arrows
    .filter(({ from, to }) => order.includes(from) && order.indexOf(to) > order.indexOf(from))
    .map(
      ({ from, to, where }) =>
        `${where}: ${nameOf(folder, from)} comes before ${nameOf(folder, to)} and may not depend on it`,
    );
  return [...unknown, ...back];
}

/** Finds rooms that lead to each other, whichever way around. */
function checkCircles(folder: string, arrows: readonly Arrow[]): string[] {
  const next = new Map<string, Map<string, Arrow>>();
  for (const arrow of arrows) {
    const to = next.get(arrow.from) ?? new Map<string, Arrow>();
    if (!to.has(arrow.to)) to.set(arrow.to, arrow);
    next.set(arrow.from, to);
  }
  const reported = new Set<string>();
  const circles: string[] = [];
  for (const start of next.keys()) {
    const way = wayBack(start, next);
    const key = way
      .map(({ from }) => from)
      .sort()
      .join(" ");
    if (way.length === 0 || reported.has(key)) continue;
    reported.add(key);
    const names = [...way.map(({ from }) => nameOf(folder, from)), nameOf(folder, start)].join(" -> ");
    circles.push(
      `${way[0]?.where}: a circle of rooms, ${names} (${way
        .slice(1)
        .map(({ where }) => where)
        .join("; ")})`,
    );
  }
  return circles;
}

/** The shortest way from a room to itself. */
function wayBack(start: string, next: ReadonlyMap<string, ReadonlyMap<string, Arrow>>): Arrow[] {
  const ways: Arrow[][] = [...(next.get(start)?.values() ?? [])].map((arrow) => [arrow]);
  const seen = new Set<string>();
  for (const way of ways) {
    const at = way.at(-1)?.to ?? "";
    if (at === start) return way;
    if (seen.has(at)) continue;
    seen.add(at);
    for (const arrow of next.get(at)?.values() ?? []) ways.push([...way, arrow]);
  }
  return [];
}

function nameOf(folder: string, room: string): string {
  if (room === ".") return folder === "." ? "the files of src" : `the files of ${folder}`;
  return folder === "." ? room : `${folder}/${room}`;
}

/** The sources that `exports` and `bin` of package.json lead to, and every `index.ts`. */
function entryFiles(...maps: unknown[]): { has(path: string): boolean } {
  const files = mappedFiles((key) => key !== "", ...maps);
  return { has: (path) => /(?:^|\/)index\.ts$/.test(path) || files.has(path) };
}
