import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { receivedSignal, runProcess } from "./process.mjs";
import { SetupError } from "./step.mjs";

/**
 * Runs npm in silence. When it fails, says what to do and shows what it printed.
 *
 * @param {readonly string[]} args
 * @param {{ cwd: string, lock: import("./lock.mjs").Lock, what: string }} options
 */
export async function runNpm(args, { cwd, lock, what }) {
  const npm = npmCommand();
  const quiet = ["--no-audit", "--no-fund", "--no-update-notifier", "--no-progress"];
  // npm's own patience is over a minute, which is long for somebody who is offline.
  const retries = ["--fetch-retries=3", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"];
  /** @type {import("./process.mjs").Ended} */
  let ended;
  try {
    ended = await runProcess(npm.command, [...npm.args, ...args, ...quiet, ...retries], {
      cwd,
      capture: true,
      onSpawn: (pid) => lock.child(pid),
    });
  } catch (error) {
    throw new SetupError(
      `npm could not be started (${error}). Install npm ${oldestNpm} or later, so that "npm --version" works.`,
    );
  }
  if (ended.code === 0) return;
  if (receivedSignal() !== undefined) throw new SetupError(`Stopped while ${what}. Run the command again to go on.`);
  const advice = npmAdvice(ended.output, process.env.npm_config_user_agent);
  throw new SetupError(`npm failed while ${what}. ${advice}\n\n${errorLines(ended.output)}`);
}

/** The npm that runs this script, or else the one beside this Node, or else the one in PATH. */
export function npmCommand() {
  const beside = dirname(process.execPath);
  const candidates = [
    process.env.npm_execpath,
    join(beside, "node_modules", "npm", "bin", "npm-cli.js"),
    join(beside, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
  ];
  const script = candidates.find((path) => path?.endsWith("npm-cli.js") && existsSync(path));
  // npm is a script: running it with this Node needs neither a shell nor, on Windows, `npm.cmd`.
  return script === undefined ? { command: "npm", args: [] } : { command: process.execPath, args: [script] };
}

/** The one that comes with Node 20. */
const oldestNpm = 10;

/** @type {readonly (readonly [pattern: RegExp, advice: string])[]} */
const knownFailures = [
  [/ENOSPC/, "The disk is full: about 3 GB are needed. Make room and run the command again."],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED/,
    "The npm registry cannot be reached. The first run needs the network (later ones do not): connect, or set npm's " +
      "proxy or registry, and run the command again.",
  ],
  [/EACCES|EPERM|EROFS/, "Something cannot be written. Make the clone and npm's cache writable for you and try again."],
  [/EUSAGE|in sync/, "package.json and package-lock.json disagree. Run npm install and commit package-lock.json."],
  [/EINTEGRITY/, "A downloaded package is damaged. Run npm cache clean --force and then the command again."],
  [/E401|E403/, "The npm registry refused access. Check npm config get registry and your login there."],
  [/E404|ETARGET/, "The npm registry lacks a package. Check npm config get registry: a mirror may be behind."],
];

/**
 * @param {string} output what npm printed
 * @param {string | undefined} userAgent as npm sets it for scripts: `npm/11.19.1 node/v20.20.2 ...`
 * @returns {string} what to do
 */
export function npmAdvice(output, userAgent) {
  const errors = output.split("\n").filter((line) => line.startsWith("npm error"));
  const known = knownFailures.find(([pattern]) => errors.some((line) => pattern.test(line)));
  const version = /^npm\/(\d+)/.exec(userAgent ?? "")?.[1];
  const old = version !== undefined && Number(version) < oldestNpm;
  const update = old
    ? `This is npm ${version}; npm ${oldestNpm} or later is needed: npm install --global npm@${oldestNpm}.`
    : undefined;
  return [known?.[1], update].filter((part) => part !== undefined).join(" ") || "It printed:";
}

/**
 * What npm said, without its warnings and its usage text.
 *
 * @param {string} output
 */
function errorLines(output) {
  const lines = output.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("npm warn"));
  const errors = lines.filter((line) => /^npm error ./.test(line));
  return (errors.length > 0 ? errors : lines).slice(0, 12).join("\n");
}
