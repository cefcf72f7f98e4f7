import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Account, Network, OzoneRole } from "bluesky-devnet";
import { runProgram } from "../docs/runProgram.ts";
import { type Guide, type GuideProgram, orderOf } from "./readGuides.ts";
import { setScene } from "./scenes.ts";
import { writeGuide } from "./writeGuide.ts";

/** Members of Ozone's team among the people of guides. */
const ROLES: Readonly<Record<string, Readonly<Record<string, OzoneRole>>>> = { ozone: { you: "admin" } };

/** People have `you.bsky.social` as their handle, and this is Bluesky's own account. */
const [HANDLE, SOMEBODY] = [/\b([a-z]+)\.bsky\.social\b/g, /"bsky\.app"/g];

/** The reader's app password, as guides have it. */
const PASSWORD = "xxxx-xxxx-xxxx-xxxx";

/** A guide with what it needs to run: its files, in a folder, and its reader, on a network. */
export interface StagedGuide {
  readonly guide: Guide;
  readonly folder: string;
  readonly net: Network;
  readonly you: Account;
}

/** Writes the files of a guide, creates its people, and lets happen what its programs find. */
export async function stageGuide(guide: Guide, folder: string, net: Network): Promise<StagedGuide> {
  await writeGuide(guide, folder);
  const people = new Map<string, Promise<Account>>();
  const account = (name: string): Promise<Account> => {
    const role = ROLES[guide.name]?.[name];
    const found =
      people.get(name) ?? net.createAccount({ name: `${name}${numberOf(guide)}`, password: PASSWORD, role });
    people.set(name, found);
    return found;
  };
  const all = [...guide.files.values()].join("\n");
  const names = [...all.matchAll(HANDLE)].map(([, name = ""]) => name);
  for (const name of new Set(["you", ...names, ...(SOMEBODY.test(all) ? ["bluesky"] : [])])) {
    if (name !== "nobody") await account(name);
  }
  await setScene(guide.name, { folder, net, account });
  await net.settled();
  for (const { path } of guide.programs)
    writeFileSync(join(folder, path), onNetwork(guide, net, guide.files.get(path)));
  return { guide, folder, net, you: await account("you") };
}

/** Programs that run until they are stopped. */
const ENDLESS: ReadonlySet<string> = new Set(["notifications/bot.ts"]);

/** Runs a program of a guide, and returns what it printed, in the words of the guide. */
export async function runGuide(
  { guide, folder, net, you }: StagedGuide,
  { path, output = "" }: Partial<GuideProgram> & { path: string },
): Promise<string> {
  const handle = new RegExp(`\\b([a-z]+)${numberOf(guide)}\\.test\\b`, "g");
  const inItsWords = (printed: string): string =>
    printed.replace(handle, (_, name) => (name === "bluesky" ? "bsky.app" : `${name}.bsky.social`));
  const isDone = (printed: string): boolean => isOutput(inItsWords(printed), output);
  const flags = ["--conditions=@bluesky/source", ...(path.endsWith(".test.ts") ? ["--test"] : [])];
  const run = { folder, net, account: you, flags, isDone: ENDLESS.has(`${guide.name}/${path}`) ? isDone : undefined };
  // All of them load the same sources.
  const { NODE_COMPILE_CACHE = join(dirname(folder), "compiled") } = process.env;
  return inItsWords(await runProgram(path, run, { NODE_COMPILE_CACHE }));
}

/** A guide's people have its number in their handles: all guides share one network. */
function numberOf(guide: Guide): string {
  return `-${orderOf(guide)}`;
}

/** The relay that guides read from. There is one server here, which is as good. */
const RELAY = "//relay1.us-east.bsky.network";

function onNetwork(guide: Guide, { network }: Network, code = ""): string {
  return code
    .replaceAll(`wss:${RELAY}`, network.pds.replace("http", "ws"))
    .replaceAll(`https:${RELAY}`, network.pds)
    .replace(HANDLE, (_, name) => `${name}${numberOf(guide)}.test`)
    .replace(SOMEBODY, `"bluesky${numberOf(guide)}.test"`);
}

/** Whether a program has printed what its guide says: `…` stands for any text, and on a line of its own for any lines. */
export function isOutput(printed: string, output: string): boolean {
  const lines = output.trimEnd().split("\n");
  const pattern = lines.map((line) =>
    line === "…" ? "(?:.*\\n)*?" : `${line.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&").replaceAll("…", ".*")}\\n`,
  );
  return new RegExp(`^${pattern.join("")}$`).test(`${printed.trimEnd()}\n`);
}
