/** A program that starts a network and then ends in the way that its argument says. A test watches from outside. */
import { type StartNetworkOptions, startNetwork } from "bluesky-devnet";

// The test wrote it.
const { end, options } = JSON.parse(process.argv[2] ?? "{}") as { end: string; options: StartNetworkOptions };

// As strict as can be: what is made for Postgres's own user must not depend on it.
process.umask(0o077);

await using net = await startNetwork(options);
const account = await net.createAccount("alice");
await net.settled();
process.stdout.write(`${JSON.stringify({ pid: net.pid, services: net.services, did: account.did })}\n`);
await new Promise((resolve) => process.stdin.once("data", resolve));
process.stdin.destroy(); // it would keep the program from ending
if (end === "throw") throw new Error("thrown by the program");
if (end === "exit") process.exit(7);
if (end === "died") {
  const error = await net.ended();
  process.stdout.write(`${JSON.stringify({ code: error?.code })}\n`);
}
