import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { type Owner, takeLock } from "./lock.mjs";

const folder = mkdtempSync(join(tmpdir(), "lock test-"));
after(() => rmSync(folder, { recursive: true }));

const moduleUrl = new URL("lock.mjs", import.meta.url).href;

/** A process that takes the lock, says so, runs a child if asked, and stays. */
async function holder(path: string, child = ""): Promise<ReturnType<typeof spawn>> {
  const script = `
    import { takeLock } from ${JSON.stringify(moduleUrl)};
    import { spawn } from "node:child_process";
    const lock = await takeLock(${JSON.stringify(path)}, "holding");
    ${child}
    console.log("held");
    setInterval(() => {}, 1000);`;
  const started = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  assert.ok(started.stdout);
  await once(started.stdout, "data");
  return started;
}

describe("takeLock", () => {
  it("lets one in at a time, and everyone in the end", async () => {
    const path = join(folder, "turns.lock");
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 5 }, async () => {
        const lock = await takeLock(path, "taking turns");
        inside += 1;
        most = Math.max(most, inside);
        await sleep(20);
        inside -= 1;
        lock.release();
      }),
    );
    assert.equal(most, 1);
    assert.deepEqual(readdirSync(folder), []);
  });

  it("waits for another process, and says for which", async () => {
    const path = join(folder, "busy.lock");
    const other = await holder(path);
    const owners: Owner[] = [];
    let mine = false;
    const taking = takeLock(path, "waiting", (owner) => owners.push(owner)).then((lock) => {
      mine = true;
      return lock;
    });
    await sleep(500);
    assert.equal(mine, false);
    assert.deepEqual(
      owners.map(({ pid, what }) => ({ pid, what })),
      [{ pid: other.pid, what: "holding" }],
    );
    other.kill("SIGKILL");
    (await taking).release();
  });

  it("takes over from a process that was killed, but not while its child is at work", async () => {
    const path = join(folder, "orphan.lock");
    const child = `
      const child = spawn(process.execPath, ["--eval", "setTimeout(() => {}, 60_000)"], { stdio: "ignore" });
      lock.child(child.pid);`;
    const other = await holder(path, child);
    const owner: Owner = JSON.parse(readFileSync(join(path, "owner.json"), "utf8"));
    assert.ok(owner.child !== undefined);
    other.kill("SIGKILL");
    await once(other, "exit");
    let mine = false;
    const taking = takeLock(path, "taking over").then((lock) => {
      mine = true;
      return lock;
    });
    await sleep(500);
    assert.equal(mine, false, "the child is still at work");
    process.kill(owner.child);
    const lock = await taking;
    assert.equal(existsSync(path), true);
    lock.release();
    assert.equal(existsSync(path), false);
  });

  it("takes over from another machine when its heartbeat has stopped, and not before", async () => {
    const path = join(folder, "far.lock");
    const ended = spawn(process.execPath, ["--version"], { stdio: "ignore" });
    await once(ended, "exit");
    const lock = await takeLock(path, "far away");
    const file = join(path, "owner.json");
    // There the number is that of a process at work; here it is nobody's.
    const far = { ...JSON.parse(readFileSync(file, "utf8")), host: "elsewhere", token: "other", pid: ended.pid };
    writeFileSync(file, JSON.stringify(far));
    let mine = false;
    const taking = takeLock(path, "taking over").then((second) => {
      mine = true;
      return second;
    });
    await sleep(500);
    assert.equal(mine, false);
    lock.release(); // It is not the first one's any more: nothing happens, except that its heartbeat stops.
    assert.equal(existsSync(path), true);
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(file, longAgo, longAgo);
    (await taking).release();
    assert.deepEqual(readdirSync(folder), []);
  });
});
