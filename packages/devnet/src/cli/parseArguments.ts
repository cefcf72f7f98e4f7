import { parseArgs } from "node:util";
import { DevnetError } from "../errors/DevnetError.ts";

/** What the command was asked to do. */
export interface Arguments {
  seed: boolean;
  port: number | undefined;
  appView: boolean;
  rateLimits: boolean;
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
  --json          print one line of JSON instead of text
  --verbose       print the logs of the servers (on stderr)
  --help, --version
`;

/**
 * Reads the command line.
 *
 * @throws {DevnetError} `invalid_option`
 */
export function parseArguments(args: string[]): Arguments {
  let values: { [name: string]: string | boolean | undefined };
  try {
    ({ values } = parseArgs({
      args,
      options: {
        seed: { type: "boolean" },
        port: { type: "string" },
        "no-app-view": { type: "boolean" },
        "rate-limits": { type: "boolean" },
        json: { type: "boolean" },
        verbose: { type: "boolean" },
        help: { type: "boolean", short: "h" },
        version: { type: "boolean" },
      },
    }));
  } catch (cause) {
    throw new DevnetError("invalid_option", cause instanceof Error ? cause.message : String(cause), { cause });
  }
  const { seed, port, json, verbose, help, version } = values;
  if (port !== undefined && !/^\d{1,5}$/.test(String(port))) {
    throw new DevnetError("invalid_option", `--port: expected a whole number, got ${String(port)}`);
  }
  return {
    seed: seed === true,
    port: port === undefined ? undefined : Number(port),
    appView: values["no-app-view"] !== true,
    rateLimits: values["rate-limits"] === true,
    json: json === true,
    verbose: verbose === true,
    help: help === true,
    version: version === true,
  };
}
