import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { DevnetError } from "./errors/DevnetError.ts";

/** The oldest major version of Node that the official servers run on. */
export const oldestNode = 22;

/**
 * Checks that a Node is new enough for the official servers.
 *
 * @throws {DevnetError} `node_too_old`; `invalid_option` if it cannot be run
 */
export async function checkNode(node: string, version?: string): Promise<void> {
  const found = version ?? (node === process.execPath ? process.version : await askVersion(node));
  if (Number.parseInt(found.replace(/^v/, ""), 10) >= oldestNode) return;
  throw new DevnetError(
    "node_too_old",
    `The official servers need Node ${oldestNode} or later, and ${node} is ${found}. Run this with a newer Node, or ` +
      "name one with the option `node` (`npm install node@24` puts one at node_modules/node/bin/node).",
  );
}

async function askVersion(node: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(node, ["--version"]);
    return stdout.trim();
  } catch (cause) {
    throw new DevnetError("invalid_option", `node: ${node} cannot be run.`, { cause });
  }
}
