import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { checkSessionStore } from "./checkSessionStore.ts";
import { createMemoryStore } from "./createMemoryStore.ts";
import { createWebStore } from "./createWebStore.ts";
import { createFileStore } from "./file.ts";
import type { SessionStore } from "./SessionStore.ts";

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "bluesky-stores-"));
});
after(() => rm(folder, { recursive: true, force: true }));

class FakeStorage {
  readonly #values = new Map<string, string>();
  getItem = (key: string): string | null => this.#values.get(key) ?? null;
  setItem = (key: string, value: string): void => void this.#values.set(key, value);
  removeItem = (key: string): void => void this.#values.delete(key);
}

describe("checkSessionStore", () => {
  it("passes the memory store", async () => {
    const store = createMemoryStore();
    await checkSessionStore(() => store);
  });

  it("passes the web store, with locks and without", async () => {
    const storage = new FakeStorage();
    await checkSessionStore(() => createWebStore({ storage }));
    const { lock } = createMemoryStore();
    assert.ok(lock);
    await checkSessionStore(() => createWebStore({ storage, locks: { request: lock } }));
  });

  it("passes the file store", () => checkSessionStore(() => createFileStore(join(folder, "check"))));

  it("finds what is wrong with a store", async () => {
    const broken: [RegExp, (store: SessionStore) => SessionStore][] = [
      [/another reads/, () => createMemoryStore()],
      [
        /another value is expected/,
        (store) => ({ ...store, swap: async (key, _, next) => store.swap(key, await store.get(key), next) }),
      ],
      [
        /one wins/,
        (store) => ({
          ...store,
          swap: async (key, expected, next) => {
            const same = (await store.get(key)) === expected;
            await new Promise((resolve) => setTimeout(resolve, 1));
            return same && (await store.swap(key, await store.get(key), next));
          },
        }),
      ],
      [/one in at a time/, (store) => ({ ...store, lock: (_, run) => run() })],
      [/keys that look alike/, (store) => ({ ...store, get: (key) => store.get(key.replace(/\.$/, "")) })],
      [/as they were/, (store) => ({ ...store, get: async (key) => (await store.get(key))?.slice(0, 4096) })],
      [
        /throws what/,
        (store) => ({ ...store, lock: (key, run) => store.lock?.(key, run).catch(() => undefined as never) ?? run() }),
      ],
    ];
    for (const [message, breakIt] of broken) {
      const store = createMemoryStore();
      await assert.rejects(
        checkSessionStore(() => breakIt(store)),
        { code: "store_nonconforming", message },
        String(message),
      );
    }
  });
});

describe("createFileStore", () => {
  const key = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";

  it("keeps files that only their owner reads, and leaves nothing beside them", async () => {
    const path = join(folder, "mode");
    const store = createFileStore(path);
    await store.swap(key, undefined, "one");
    await store.swap(key, "one", "two");
    const files = await readdir(path);
    const [file] = files.filter((name) => !/\.(swap|lock)\./.test(name));
    assert.ok(file);
    assert.equal(files.filter((name) => !name.endsWith(".free")).length, 1);
    assert.equal(await readFile(join(path, file), "utf8"), "two");
    assert.match(file, /^[a-z0-9=_-]+$/);
    if (process.platform !== "win32") {
      assert.equal((await stat(join(path, file))).mode & 0o777, 0o600);
      assert.equal((await stat(path)).mode & 0o777, 0o700);
    }
  });

  it("replaces what a crash has left, whatever its mode", async () => {
    const path = join(folder, "left");
    const store = createFileStore(path);
    await store.swap(key, undefined, "one");
    const [file] = (await readdir(path)).filter((name) => !name.includes(".swap"));
    await writeFile(join(path, `${file}.new`), "half", { mode: 0o644 });
    await store.swap(key, "one", "two");
    assert.equal(await store.get(key), "two");
    assert.equal((await stat(join(path, `${file}`))).mode & 0o777, process.platform === "win32" ? 0o666 : 0o600);
  });

  it("takes over the lock of a dead process at once, and of one without a heartbeat later", async () => {
    const path = join(folder, "dead");
    const store = createFileStore(path);
    await store.swap(key, undefined, "one");
    const name = (await readdir(path)).find((file) => !file.includes(".swap"));
    const child = spawn(process.execPath, ["-e", ""]);
    await once(child, "exit");
    const lock = (number: number): string => join(path, `${name}.lock.${number}`);
    await writeFile(lock(1), JSON.stringify({ pid: child.pid, host: hostname() }));
    const started = performance.now();
    assert.equal(await store.lock?.(key, async () => "in"), "in");
    assert.ok(performance.now() - started < 2_000);
    await writeFile(lock(5), JSON.stringify({ pid: 1, host: "elsewhere" }));
    const old = new Date(Date.now() - 11_000);
    await utimes(lock(5), old, old);
    const both = [0, 1].map(() =>
      store.lock?.(key, async () => (await readdir(path)).filter((file) => /\.lock\.\d+$/.test(file))),
    );
    assert.deepEqual(
      (await Promise.all(both)).map((held) => held?.length),
      [1, 1],
    );
  });

  it("waits for a live holder", async () => {
    const path = join(folder, "live");
    const [first, second] = [createFileStore(path), createFileStore(path)];
    const order: string[] = [];
    let release: (() => void) | undefined;
    const held = first.lock?.(key, async () => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      order.push("first");
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const waiting = second.lock?.(key, async () => order.push("second"));
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.deepEqual(order, []);
    release?.();
    await Promise.all([held, waiting]);
    assert.deepEqual(order, ["first", "second"]);
  });

  it("lets several processes count without losing one, though some are killed", async () => {
    const path = join(folder, "many");
    const program = `
      import { createFileStore } from ${JSON.stringify(new URL("file.ts", import.meta.url).href)};
      const store = createFileStore(${JSON.stringify(path)});
      for (let n = 0; n < 25; n++) {
        await store.lock("counter", async () => {
          const text = await store.get("counter");
          if (!(await store.swap("counter", text, String(Number(text ?? 0) + 1)))) throw new Error("lost");
          process.stdout.write(".");
        });
      }`;
    const begin = (): ChildProcess =>
      spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: ["ignore", "pipe", "inherit"] });
    const workers = [begin(), begin(), begin()];
    let dots = 0;
    const count = (data: Buffer): void => {
      dots += data.length;
    };
    for (const { stdout } of workers) stdout?.on("data", count);
    // Killed at some moment of its work, whichever.
    const victim = begin();
    victim.stdout?.on("data", count);
    victim.stdout?.once("data", () => setTimeout(() => victim.kill("SIGKILL"), Math.random() * 30));
    const ends = await Promise.all(
      [...workers, victim].map(async (child) => (await once(child, "close"))[0] as number | null),
    );
    assert.deepEqual(ends.slice(0, 3), [0, 0, 0]);
    const counted = Number(await createFileStore(path).get("counter"));
    // The one that was killed may have counted, and not have come to say so.
    assert.ok(counted === dots || counted === dots + 1, `${counted} counted, ${dots} told`);
    assert.ok(counted >= 75);
  });
});
