import { runProcess } from "../setup/process.mjs";

// Formats and mends what can be mended; the rest is shown.
const ended = await runProcess(process.execPath, ["node_modules/@biomejs/biome/bin/biome", "check", "--write", "."]);
process.exitCode = ended.code ?? 1;
