import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { errorFromMessage } from "../../packages/devnet/src/control/childEnd.ts";
import type { Child } from "../../packages/devnet/src/control/startChild.ts";
import { createNetwork } from "../../packages/devnet/src/createNetwork.ts";
import { DevnetError, type Network, type StartNetworkOptions, startNetwork } from "../../packages/devnet/src/index.ts";
import { startVideoService } from "../../packages/devnet/src/video/startVideoService.ts";
import type { FromLender, ToLender } from "./messages.ts";

/** What can be chosen of a network that is borrowed. */
export type BorrowNetworkOptions = Pick<StartNetworkOptions, "appView" | "video" | "rateLimits">;

type Answer = Extract<FromLender, { id: number }>;

/**
 * A network of the official servers for this test file alone, new and empty. It is of the runner, which keeps processes with the
 * code loaded; or started here where there is none, as for a file that is run by hand.
 *
 * What is about a network's process itself (its end, its folder, its seed) wants `startNetwork`.
 */
export async function borrowNetwork(options: BorrowNetworkOptions = {}): Promise<Network> {
  const path = process.env.BLUESKY_TEST_NETWORKS;
  if (path === undefined) return startNetwork(options);
  const { appView = true, video = false, rateLimits = false } = options;
  const lender = await askLender(path);
  try {
    const blobLimit = video ? 300_000_000 : undefined;
    const { ready } = await lender.ask((id) => ({ type: "borrow", id, wanted: { appView, rateLimits, blobLimit } }));
    if (ready === undefined) throw new Error("The runner did not say where the network is.");
    const { plc, pds } = ready.services;
    const folder = video ? await mkdtemp(join(tmpdir(), "video-")) : "";
    const service = video ? await startVideoService({ plc: plc.url, pds, folder }) : undefined;
    const network = createNetwork(lender.child, ready, service);
    const close = async () => {
      await network.close();
      if (video) await rm(folder, { recursive: true, force: true });
    };
    return {
      ...network,
      get pid(): number {
        throw new Error("A borrowed network has no process of its own: use startNetwork.");
      },
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await lender.child.close();
    throw error;
  }
}

/** The runner's end of a socket, as what `createNetwork` takes for the process of a network. */
async function askLender(path: string) {
  const socket = connect(path);
  await once(socket, "connect");
  socket.on("error", () => {}); // "close" follows.
  let lastId = 0;
  let closing = false;
  const answers = new Map<number, (answer: Answer) => void>();
  const ended = Promise.withResolvers<DevnetError | undefined>();
  const end = (error: DevnetError | undefined): void => {
    ended.resolve(error);
    const { code, message } = error ?? new DevnetError("closed", "The network was closed.");
    for (const [id, answer] of answers) answer({ id, error: { code, message } });
  };
  socket.once("close", () => end(closing ? undefined : new DevnetError("child_died", "The runner has gone.")));
  createInterface({ input: socket }).on("line", (line) => {
    // Only the runner writes here.
    const message = JSON.parse(line) as FromLender;
    if ("id" in message) return answers.get(message.id)?.(message);
    const error = message.ended && errorFromMessage(message.ended);
    // Whoever reads why a file failed wants to know.
    console.error(error ?? "The network was closed by the runner.");
    end(error);
  });
  // A network that nobody waits for does not keep a program from ending.
  let waiting = 0;
  const during = async <T>(work: () => Promise<T>): Promise<T> => {
    if (waiting++ === 0) socket.ref();
    try {
      return await work();
    } finally {
      if (--waiting === 0) socket.unref();
    }
  };
  const ask = (toMessage: (id: number) => ToLender, signal?: AbortSignal) =>
    during(async () => {
      const id = ++lastId;
      const { promise, resolve } = Promise.withResolvers<Answer>();
      const abort = () => resolve({ id, error: { code: "aborted", message: "Waiting for the network was aborted." } });
      answers.set(id, resolve);
      signal?.addEventListener("abort", abort);
      try {
        if (signal?.aborted) abort();
        else if (socket.writable) socket.write(`${JSON.stringify(toMessage(id))}\n`);
        else resolve({ id, error: { code: "closed", message: "The network is closed." } });
        const answer = await promise;
        if (answer.error !== undefined) throw errorFromMessage(answer.error);
        return answer;
      } finally {
        signal?.removeEventListener("abort", abort);
        answers.delete(id);
      }
    });
  socket.unref();
  const child: Pick<Child, "pid" | "settle" | "addPds" | "ended" | "close"> = {
    pid: 0,
    async settle(timeout, signal) {
      await ask((id) => ({ type: "settle", id, timeout }), signal);
    },
    async addPds(handleDomain, signal) {
      const { pds } = await ask((id) => ({ type: "addPds", id, handleDomain }), signal);
      if (pds === undefined) throw new Error("The runner did not say where the new PDS is.");
      return pds;
    },
    ended: () => during(() => ended.promise),
    close: () =>
      during(async () => {
        closing = true;
        socket.destroy();
        await ended.promise;
      }),
  };
  return { child, ask };
}
