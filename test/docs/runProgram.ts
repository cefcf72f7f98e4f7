import { execFile } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Account, Network } from "bluesky-devnet";

/** Where a program runs, and how. */
export interface ProgramRun {
  /** Where it finds the packages. What it writes is written here, too. */
  readonly folder: string;
  /** The network that it takes for Bluesky's. */
  readonly net: Network;
  /** Who the reader is. */
  readonly account: Account;
  /** For Node. @default none */
  readonly flags?: readonly string[] | undefined;
  /** Whether a program that runs until it is stopped has printed all that it should. @default it ends by itself */
  readonly isDone?: ((printed: string) => boolean) | undefined;
}

/**
 * Runs a program of `folder`, with a network of this machine in place of Bluesky's.
 *
 * @param env more variables of its environment
 * @returns what it wrote to its standard output
 * @throws Error with what it printed, if it fails
 */
export async function runProgram(
  program: string,
  { folder, net, account, flags = [], isDone }: ProgramRun,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  // Programs that run at the same time read it.
  if (!existsSync(join(folder, "use-network.mjs"))) writeFileSync(join(folder, "use-network.mjs"), USE_NETWORK);
  const args = [...flags, "--disable-warning=ExperimentalWarning", "--import", "./use-network.mjs", program];
  const running = promisify(execFile)(process.execPath, args, {
    cwd: folder,
    env: {
      ...process.env,
      // Commands that a program starts run under this Node, too.
      PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ""}`,
      NODE_OPTIONS: "",
      // A program that is a test itself reports in words.
      NODE_TEST_CONTEXT: undefined,
      NETWORK: JSON.stringify(net.network),
      BLUESKY_IDENTIFIER: account.identifier,
      BLUESKY_APP_PASSWORD: account.password,
      ...env,
    },
  });
  let printed = "";
  running.child.stdout?.on("data", (chunk: string) => {
    printed += chunk;
    if (isDone?.(printed)) running.child.kill("SIGINT");
  });
  const { stdout } = await running.catch(({ stdout, stderr }: { stdout: string; stderr: string }) => {
    throw new Error(`${stdout}\n${stderr}`);
  });
  return stdout;
}

/** Makes the network of this machine the one that the SDK takes for Bluesky's. */
const USE_NETWORK = `import { blueskyNetwork } from "bluesky/network";
const network = JSON.parse(process.env.NETWORK);
const real = { [blueskyNetwork.pds]: network.pds, [blueskyNetwork.appView.url]: network.appView.url };
Object.assign(blueskyNetwork, { handleMethods: ["xrpc"] }, network);
const { fetch } = globalThis;
globalThis.fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  const target = real[url.origin] ?? url.origin;
  return fetch(input instanceof Request ? new Request(target + url.pathname + url.search, input) : target + url.pathname + url.search, init);
};
`;
