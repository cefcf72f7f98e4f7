import { DevnetError } from "../errors/DevnetError.ts";
import { highestPort, lowestPort } from "../network/Ports.ts";
import { didYouMean, flagNames, readFlags } from "./readFlags.ts";

/** What the command was asked to do. */
export interface Arguments {
  seed: boolean;
  port: number | undefined;
  appView: boolean;
  rateLimits: boolean;
  streams: boolean;
  json: boolean;
  verbose: boolean;
  help: boolean;
  version: boolean;
}

export const usage = `Usage: bluesky-devnet [options]

Runs a whole Bluesky network on this machine until Ctrl-C.

  --seed          fill it with people, posts, images and follows
  --port <n>      port of the PDS; the PLC directory gets n-1, the AppView n+1, Ozone n+4
  --no-app-view   only PLC directory and PDS (no AppView, no Ozone, no Postgres)
  --rate-limits   let the PDS limit the rate of requests
  --streams       run a relay and a Jetstream server as well
  --json          print one line of JSON instead of text
  --verbose       print the logs of the servers (on stderr)
  --help, --version
`;

const flags = {
  seed: { type: "boolean" },
  port: { type: "string" },
  "no-app-view": { type: "boolean" },
  "rate-limits": { type: "boolean" },
  streams: { type: "boolean" },
  json: { type: "boolean" },
  verbose: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

/**
 * Reads the command line.
 *
 * @throws {DevnetError} `invalid_option`, in one line about the flag and the value as they were typed
 */
export function parseArguments(args: readonly string[]): Arguments {
  const { values, positionals } = readFlags(args, flags);
  const { seed, port, streams, json, verbose, help, version } = values;
  const [argument] = positionals;
  if (argument !== undefined) {
    const hint = didYouMean(`--${argument}`, flagNames(flags));
    throw new DevnetError("invalid_option", `${argument}: there are only flags${hint}`);
  }
  return {
    seed: seed === true,
    port: port === undefined ? undefined : readPort(port),
    appView: values["no-app-view"] !== true,
    rateLimits: values["rate-limits"] === true,
    streams: streams === true,
    json: json === true,
    verbose: verbose === true,
    help: help === true,
    version: version === true,
  };
}

function readPort(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : 0;
  if (port >= lowestPort && port <= highestPort) return port;
  const expected = `expected a whole number from ${lowestPort} to ${highestPort}`;
  throw new DevnetError("invalid_option", `--port ${text}: ${expected} (the other servers get ports beside it)`);
}
