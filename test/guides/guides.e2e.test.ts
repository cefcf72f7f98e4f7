/** Runs the programs of the guides as a reader runs them, and compares what they print with what the guides say. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { Bluesky } from "bluesky";
import type { Network } from "bluesky-devnet";
import { borrowNetwork } from "../network/borrowNetwork.ts";
import { root } from "../workspace/listFiles.ts";
import { type Makers, mistakes } from "./mistakes.ts";
import { readGuide, readGuides } from "./readGuides.ts";
import { isOutput, runGuide, stageGuide } from "./runGuide.ts";

/** Programs that do not run here, and why. */
const NOT_RUN: Readonly<Record<string, string>> = {
  "media/card.ts": "It reads a page of the web.",
  "log-in/oauth.ts": "It is called with a session that a person has authorized in a browser.",
};

const guides = readGuides();

describe("programs of guides", { concurrency: 2 }, () => {
  let folder: string;
  let net: Network;
  let run = 0;

  before(async () => {
    mkdirSync(join(root, ".cache"), { recursive: true });
    folder = mkdtempSync(join(root, ".cache", "guides-"));
    net = await borrowNetwork({ video: true });
  });
  after(async () => {
    await net?.close();
    rmSync(folder, { recursive: true });
    console.log(`${run} snippets of ${guides.length} guides run; not run: ${Object.keys(NOT_RUN).length} programs`);
  });

  for (const guide of guides) {
    it(guide.name, async () => {
      const staged = await stageGuide(guide, join(folder, guide.name), net);
      for (const program of guide.programs) {
        if (`${guide.name}/${program.path}` in NOT_RUN) continue;
        const printed = await runGuide(staged, program).catch((error: Error) => {
          throw new Error(`${guide.name}/${program.path} failed:\n${error.message}`);
        });
        run += program.snippets;
        // The same text where it fits, so that a difference is shown line by line.
        if (program.output !== undefined && !isOutput(printed, program.output)) {
          assert.equal(printed.trimEnd(), program.output.trimEnd(), `${guide.name}/${program.path}`);
        }
      }
    });
  }

  it("fail with the errors that the guides name, in the mistakes that are typical", async () => {
    const [login, other] = await Promise.all([net.createAccount("mistaken"), net.createAccount("bystander")]);
    const [alice, bob] = await Promise.all([login, other].map((account) => Bluesky.login(account)));
    assert.ok(alice && bob);
    const makers: Makers = { net, login, alice, bob, somebody: Bluesky.public({ network: net.network }) };
    for (const [name, expected] of Object.entries(mistakes)) {
      const guide = guides.find((one) => one.name === name);
      for (const [code, mistake] of Object.entries(expected)) {
        assert.ok(guide?.markdown.includes(`/errors/${code}/`), `${name} does not name ${code}`);
        await assert.rejects(mistake(makers), { code }, `${name}: ${code}`);
      }
    }
  });

  it("are noticed when they fail, or print something else", async () => {
    const page = (code: string): string => `---\norder: 0\n---\n\`\`\`ts title="a.ts"\n${code}\n\`\`\`\n`;
    const staged = await stageGuide(readGuide("wrong", page('throw new Error("broken");')), join(folder, "wrong"), net);
    await assert.rejects(runGuide(staged, { path: "a.ts" }), /broken/);
    assert.equal(isOutput("one\ntwo\nthree\n", "one\n…\nth…e\n"), true);
    assert.equal(isOutput("one\ntwo\n", "one\n"), false);
    assert.equal(isOutput("one\n", "one\ntwo\n"), false);
  });

  it("that are not run are in guides", () => {
    const all = new Set(guides.flatMap(({ name, programs }) => programs.map(({ path }) => `${name}/${path}`)));
    for (const [path, reason] of Object.entries(NOT_RUN)) assert.ok(all.has(path) && reason, path);
  });
});
