/** Runs what the READMEs show, from the sources. What packages/bluesky/README.md shows is run from the package, in test/outside. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Account, Network } from "bluesky-devnet";
import { borrowNetwork } from "../network/borrowNetwork.ts";
import { root } from "../workspace/listFiles.ts";
import { readSnippets, type Snippet } from "../workspace/readSnippets.ts";
import { runSnippets } from "./runSnippets.ts";

/** What is compiled, but has no place to run here: a page. */
const NOT_RUN: Readonly<Record<string, (snippet: Snippet) => boolean>> = {
  "packages/devnet/README.md": ({ code }) => code.includes("document.body"),
};

describe("the code in", () => {
  let folder: string;
  let net: Network;
  let account: Account;

  before(async () => {
    mkdirSync(join(root, ".cache"), { recursive: true });
    folder = mkdtempSync(join(root, ".cache", "readmes-"));
    // The command, as an installed package has it. Packages are found above.
    mkdirSync(join(folder, "node_modules", ".bin"), { recursive: true });
    symlinkSync(join(root, "packages/devnet/dist/cli.js"), join(folder, "node_modules/.bin/bluesky-devnet"));
    net = await borrowNetwork({ video: true });
    account = await net.createAccount("dora");
    await net.settled();
  });
  after(async () => {
    await net.close();
    rmSync(folder, { recursive: true });
  });

  for (const path of ["README.md", "packages/devnet/README.md"]) {
    describe(path, { concurrency: 2 }, () => {
      const snippets = readSnippets(readFileSync(join(root, path), "utf8")).filter(({ language }) => language === "ts");
      assert.ok(snippets.length > 1, `no code in ${path}`);
      for (const snippet of snippets.filter((one) => !NOT_RUN[path]?.(one))) {
        it(`line ${snippet.line} runs`, () =>
          runSnippets([snippet], { folder, net, account, flags: ["--conditions=@bluesky/source"] }));
      }
    });
  }

  it("a snippet that fails is reported with its line", async () => {
    const snippet = { language: "ts", line: 7, code: 'throw new Error("broken");\n' };
    await assert.rejects(runSnippets([snippet], { folder, net, account }), /line 7 failed:[\s\S]*broken/);
  });
});
