/** However a network ends, nothing is left of it. Two of these run at once, to share the time and to be two at once. */
import assert from "node:assert/strict";
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { findPostgres } from "../src/postgres/findPostgres.ts";
import { pickUser } from "../src/postgres/unprivilegedUser.ts";
import { othersCanReach } from "../src/run/chooseFolder.ts";
import type { StartNetworkOptions } from "../src/startNetwork.ts";
import { type Program, startProgram } from "./Program.ts";
import { assertNothingLeft, makeTemporary, processesOf, segmentsOf } from "./traces.ts";

/** Another user than the one that Postgres runs as for root. Only root can become one, and only where others may read this code. */
const otherUser =
  process.getuid?.() === 0 && othersCanReach(fileURLToPath(import.meta.url)) && othersCanReach(process.execPath)
    ? pickUser(readFileSync("/etc/passwd", "utf8").replace(/^nobody:.*$/m, ""))
    : undefined;

interface Ending {
  /** What the program does when it goes on. */
  program?: string;
  options?: StartNetworkOptions;
  user?: typeof otherUser;
  /** Brings the end about, and says how the program must have ended. */
  end(program: Program): Promise<number | string>;
  /** How long the cleaning up may take, in ms: none where the program itself waits for it. */
  patience: number;
}

async function endsCleanly({ program: name = "", options = {}, user, end, patience }: Ending): Promise<void> {
  using temporary = makeTemporary();
  const program = await startProgram(name, options, temporary.path, user);
  try {
    const commands = processesOf(temporary.path).map(({ command }) => command);
    const { appView = true } = options;
    for (const part of ["/child/main.ts", "bluesky-devnet-watchdog", ...(appView ? ["bin/postgres"] : [])]) {
      assert.ok(
        commands.some((command) => command.includes(part)),
        `There is no ${part} among the processes`,
      );
    }
    const segments = segmentsOf(temporary.path);
    assert.equal(segments.length, appView ? 1 : 0, "Postgres has its one small System V segment");
    const expected = await end(program);
    assert.equal(await program.exited, expected, program.stderr());
    await assertNothingLeft(temporary.path, program.network.services, segments, patience);
  } finally {
    program.process.kill("SIGKILL");
  }
}

const signal = (name: NodeJS.Signals) => async (program: Program) => {
  program.process.kill(name);
  return name;
};

describe("a network leaves nothing behind", () => {
  describe("two at once", { concurrency: true }, () => {
    it("when its program gets SIGINT", () => endsCleanly({ end: signal("SIGINT"), patience: 3000 }));
    it("when its program gets SIGTERM", () => endsCleanly({ end: signal("SIGTERM"), patience: 3000 }));
  });

  describe("two at once", { concurrency: true }, () => {
    it("when its program throws", () =>
      endsCleanly({
        program: "throw",
        patience: 0, // `await using` has waited
        end: async (program) => {
          program.goOn();
          await program.exited;
          assert.match(program.stderr(), /thrown by the program/);
          return 1;
        },
      }));
    it("when its program is killed, of an ordinary user", () =>
      endsCleanly({ user: otherUser, end: signal("SIGKILL"), patience: 3000 }));
  });

  describe("two at once", { concurrency: true }, () => {
    it("when its child process is killed, with a Postgres that only root can read", async () => {
      const locked = mkdtempSync(join(tmpdir(), "devnet-locked-"));
      try {
        cpSync(findPostgres(undefined), locked, { recursive: true });
        chmodSync(join(locked, "bin", "postgres"), 0o700); // cannot be linked to, must be copied
        await endsCleanly({
          program: "died",
          options: { postgres: locked },
          patience: 0, // `net.ended` has waited
          end: async (program) => {
            program.goOn();
            process.kill(program.network.pid, "SIGKILL");
            assert.deepEqual(JSON.parse(await program.nextLine()), { code: "child_died" });
            return 0;
          },
        });
      } finally {
        rmSync(locked, { recursive: true });
      }
    });
    it("when its program and its child process are killed", () =>
      endsCleanly({
        patience: 3000,
        end: async (program) => {
          program.process.kill("SIGSTOP"); // so that it cannot clean up after the child
          process.kill(program.network.pid, "SIGKILL");
          program.process.kill("SIGKILL");
          return "SIGKILL";
        },
      }));
  });

  it("when its program exits without closing it", () =>
    endsCleanly({
      program: "exit",
      options: { appView: false },
      patience: 3000,
      end: async (program) => {
        program.goOn();
        return 7;
      },
    }));
});
