#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { describeNetwork, networkAsJson } from "./cli/describeNetwork.ts";
import { parseArguments, usage } from "./cli/parseArguments.ts";
import { showProgress } from "./cli/showProgress.ts";
import { DevnetError } from "./errors/DevnetError.ts";
import type { Network } from "./network/Network.ts";
import { startNetwork } from "./startNetwork.ts";
import { startJetstream } from "./streams/jetstream/startJetstream.ts";
import { startRelay } from "./streams/relay/startRelay.ts";

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  const interrupt = new AbortController();
  const interrupted = new Promise<undefined>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.once(signal, () => {
        interrupt.abort();
        resolve(undefined);
      });
    }
  });
  try {
    const { seed, port, appView, rateLimits, streams, json, verbose, help, version } = parseArguments(args);
    if (help) return print(usage);
    if (version) return print(`${readVersion()}\n`);
    const begin = performance.now();
    const start = (): Promise<Network> =>
      startNetwork({
        seed,
        ports: port,
        appView,
        rateLimits,
        signal: interrupt.signal,
        ...(verbose && { log: process.stderr }),
      });
    const title = seed ? "Starting a network and filling it" : "Starting a network";
    await using net = await (json ? start() : showProgress(title, start, print));
    // A network without anyone to log in as would be of little use.
    const accounts = net.seed?.accounts ?? [await net.createAccount("alice"), await net.createAccount("bob")];
    const moderator = net.services.ozone && (await net.createAccount({ name: "mod", role: "moderator" }));
    const people = { accounts, moderator };
    await using relay = streams ? await startRelay(net) : undefined;
    await using jetstream = relay && (await startJetstream(relay));
    const servers = relay && jetstream && { relay, jetstream };
    const seconds = (performance.now() - begin) / 1000;
    print(json ? networkAsJson(net, people, servers) : describeNetwork(net, people, servers, seconds));
    const error = await Promise.race([net.ended(), interrupted]);
    if (error !== undefined) throw error;
    return 0;
  } catch (error) {
    if (interrupt.signal.aborted) return 0;
    if (!(error instanceof DevnetError)) throw error;
    const isMistake = error.code === "invalid_option";
    process.stderr.write(
      `bluesky-devnet: ${error.message}\n${isMistake ? "bluesky-devnet --help lists the flags.\n" : ""}`,
    );
    return isMistake ? 2 : 1;
  }
}

function print(text: string): 0 {
  process.stdout.write(text);
  return 0;
}

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  return version;
}
