import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { type Child, startChild } from "../../packages/devnet/src/control/startChild.ts";
import { toErrorMessage } from "../../packages/devnet/src/control/toErrorMessage.ts";
import { findPostgres } from "../../packages/devnet/src/postgres/findPostgres.ts";
import { unprivilegedUser } from "../../packages/devnet/src/postgres/unprivilegedUser.ts";
import { chooseFolder } from "../../packages/devnet/src/run/chooseFolder.ts";
import type { FromLender, ToLender, WantedNetwork } from "../../test/network/messages.ts";

/** How long a process may take to clear a network, in ms. */
const clearPatience = 15_000;

/** Lends networks to test files. */
export interface Lender extends AsyncDisposable {
  /** Where test files ask: a path of a socket. */
  readonly path: string;
  /** The processes that networks are in, or can be. */
  readonly pids: readonly number[];
}

/**
 * Starts networks for test files, which ask for them with `borrowNetwork`, and gives each to one file alone.
 *
 * To start a network is mostly to load the official code. So the process of a network that was given back gets another one: new
 * servers, on other ports, with a database and folders of their own. A process that did not clear its network in time, or
 * that ended, is not used again.
 */
export async function lendNetworks(): Promise<Lender> {
  const idle: Child[] = [];
  const children = new Set<Child>();
  /** Tells whoever has borrowed it. */
  const holders = new Map<Child, (message: FromLender) => void>();
  const clearing = new Set<Promise<void>>();
  const sockets = new Set<Socket>();

  const begin = async (wanted: WantedNetwork) => {
    const user = unprivilegedUser();
    const folder = chooseFolder({ shared: user !== undefined });
    // With a Postgres, even if this network needs none: the next one may.
    const config = { folder, postgres: findPostgres(undefined), user, ports: {}, seed: false, ...wanted };
    const child = startChild(config, process.execPath, undefined);
    children.add(child);
    child.ended().then((error) => {
      children.delete(child);
      holders.get(child)?.({ ended: error && toErrorMessage(error) });
      if (idle.includes(child)) idle.splice(idle.indexOf(child), 1);
    });
    return { child, ready: await child.ready({ signal: undefined, timeout: 120_000 }) };
  };

  const borrow = async (wanted: WantedNetwork) => {
    while (idle.length === 0 && clearing.size > 0) await Promise.race(clearing);
    const child = idle.pop();
    if (child === undefined) return begin(wanted);
    try {
      return { child, ready: await child.renew({ ports: {}, seed: false, ...wanted }) };
    } catch (error) {
      await child.close(); // Some of its servers may be up.
      throw error;
    }
  };

  const takeBack = async (child: Child): Promise<void> => {
    holders.delete(child);
    const done = new AbortController();
    const late = sleep(clearPatience, "late" as const, { signal: done.signal }).catch(() => "done" as const);
    const cleared = child.clear().then(
      () => "cleared" as const,
      () => "failed" as const,
    );
    const outcome = await Promise.race([cleared, late]);
    done.abort();
    if (outcome === "cleared" && children.has(child)) idle.push(child);
    else await child.close();
  };

  const serve = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("error", () => {}); // A test file that ends may break it off.
    const send = (message: FromLender): void => {
      if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
    };
    let starting: ReturnType<typeof borrow> | undefined;
    const answer = async (message: ToLender): Promise<Omit<Extract<FromLender, { id: number }>, "id">> => {
      if (message.type === "borrow") {
        starting = borrow(message.wanted);
        const { child, ready } = await starting;
        holders.set(child, send);
        return { ready };
      }
      const borrowed = await starting;
      if (borrowed === undefined) throw new Error("nothing was borrowed");
      if (message.type === "addPds") return { pds: await borrowed.child.addPds(message.handleDomain, undefined) };
      await borrowed.child.settle(message.timeout, undefined);
      return {};
    };
    createInterface({ input: socket }).on("line", (line) => {
      // Only borrowNetwork writes here.
      const message = JSON.parse(line) as ToLender;
      answer(message).then(
        (outcome) => send({ id: message.id, ...outcome }),
        (error) => send({ id: message.id, error: toErrorMessage(error) }),
      );
    });
    socket.once("close", () => {
      sockets.delete(socket);
      const back = Promise.resolve(starting).then(
        (borrowed) => borrowed && takeBack(borrowed.child),
        () => {}, // It did not start, which the file was told.
      );
      clearing.add(back);
      back.finally(() => clearing.delete(back));
    });
  };

  const name = `bluesky-tests-${randomBytes(6).toString("hex")}`;
  const path = process.platform === "win32" ? `\\\\.\\pipe\\${name}` : join(tmpdir(), name);
  const server = createServer(serve).listen(path);
  await once(server, "listening");
  return {
    path,
    get pids() {
      return [...children].map(({ pid }) => pid);
    },
    async [Symbol.asyncDispose]() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await Promise.all([...children].map((child) => child.close()));
    },
  };
}
