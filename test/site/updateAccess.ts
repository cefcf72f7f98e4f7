/** Run by hand, like a test, when the official servers have changed: asks them, and writes what pages say of logins. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { startNetwork } from "bluesky-devnet";
import { Lexicons } from "../../site/generate/lexicons/Lexicons.ts";
import { readAccess } from "./readAccess.ts";

await using net = await startNetwork({ video: true });
const found = await readAccess(net, await Lexicons.read());
const lines = Object.entries(found).map(([nsid, answers]) => `  ${JSON.stringify(nsid)}: ${JSON.stringify(answers)}`);
writeFileSync(join(import.meta.dirname, "../../site/generate/lexicons/access.json"), `{\n${lines.join(",\n")}\n}\n`);
console.log(`${lines.length} operations`);
