import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import * as api from "@atproto/api";
import * as lex from "@atproto/lex";
import * as sdk from "@bsky/sdk";
import * as sdkModeration from "@bsky/sdk/moderation";
import * as sdkRichtext from "@bsky/sdk/richtext";
import { readFacts } from "../../../packages/bluesky/test/models/readFacts.ts";
import { readMembers } from "../../posts/readMembers.ts";
import { compileModules } from "../../workspace/compileModules.ts";
import { root } from "../../workspace/listFiles.ts";
import { readGuides } from "../readGuides.ts";
import { fillTables, readOriginalMethods } from "./fillTables.ts";
import { type ComparedName, readTables } from "./readTables.ts";
import { toModule } from "./toModule.ts";

mkdirSync(join(root, ".cache"), { recursive: true });
const folder = mkdtempSync(join(root, ".cache", "tables-"));
after(() => rmSync(folder, { recursive: true }));

const guides = readGuides().filter(({ name }) => name.startsWith("from-"));
const pageOf = (name: string): string => readFileSync(join(root, `site/guides/${name}.md`), "utf8");
const rowsOf = (name: string): ComparedName[] => readTables(pageOf(name));

const versionsOf = (path: string, key: string): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(join(root, path), "utf8"))[key];
const packages = versionsOf("package.json", "devDependencies");
const benched = versionsOf("bench/package.json", "dependencies");
const atcute: Readonly<Record<string, { version: string; names: readonly string[] }>> = JSON.parse(
  readFileSync(join(import.meta.dirname, "atcute.json"), "utf8"),
);

const membersOf = (name: string, path: string, declared: string): string[] => readMembers(name, path, declared, "all");

const bot = "@skyware/bot";
const botMembersOf = (declared: string, path: string, kinds?: "all"): string[] =>
  readMembers(bot, path, declared, kinds).map((name) => `${declared}.${name}`);

/** By guide and heading, all names that the libraries have there. */
const SECTIONS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "from-atproto-api": {
    Agent: membersOf("@atproto/api", "dist/agent.d.ts", "Agent"),
    AtpAgent: membersOf("@atproto/api", "dist/atp-agent.d.ts", "AtpAgent"),
    RichText: membersOf("@atproto/api", "dist/rich-text/rich-text.d.ts", "RichText"),
  },
  "from-atproto-lex": {
    Client: membersOf("@atproto/lex-client", "dist/client.d.ts", "Client"),
    PasswordSession: membersOf("@atproto/lex-password-session", "dist/password-session.d.ts", "PasswordSession"),
    "@bsky/sdk": Object.keys(sdk),
    "@bsky/sdk/moderation": Object.keys(sdkModeration),
    "@bsky/sdk/richtext": Object.keys(sdkRichtext),
  },
  "from-atcute": {
    ...Object.fromEntries(Object.entries(atcute).map(([name, { names }]) => [name, names])),
    [bot]: [
      ...botMembersOf("Bot", "dist/bot/Bot.d.ts"),
      ...botMembersOf("BotPostOptions", "dist/bot/Bot.d.ts", "all"),
      ...botMembersOf("PostReference", "dist/struct/post/PostReference.d.ts"),
      ...botMembersOf("Post", "dist/struct/post/Post.d.ts"),
      ...botMembersOf("PostPayload", "dist/struct/post/PostPayload.d.ts", "all"),
      ...botMembersOf("Threadgate", "dist/struct/post/Threadgate.d.ts"),
    ],
  },
  "from-bluesky-0-4": { "Methods and functions": Object.values(readOriginalMethods()).flat() },
};

/** By guide and heading, names of which those that people use are in the table. */
const CHOSEN: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "from-atproto-api": { "Other names": Object.keys(api) },
  "from-atproto-lex": { "Other names of @atproto/lex": Object.keys(lex) },
};

describe("tables of names in guides", () => {
  it("are about the versions that are installed", () => {
    for (const name of ["@atproto/api", "@bsky/sdk"]) {
      const guide = name === "@atproto/api" ? "from-atproto-api" : "from-atproto-lex";
      assert.ok(pageOf(guide).includes(`\`${name}\` ${packages[name]}`), name);
    }
    assert.ok(pageOf("from-atcute").includes(`version ${packages[bot]}`));
    assert.ok(pageOf("from-atproto-lex").includes(`\`@atproto/lex\` ${benched["@atproto/lex"]}`));
    for (const [name, { version }] of Object.entries(atcute)) assert.equal(version, benched[name] ?? version, name);
  });

  for (const { name } of guides) {
    it(`of ${name} have every name once, and no other`, () => {
      const sections = SECTIONS[name] ?? {};
      assert.ok(Object.keys(sections).length > 0);
      const rows = rowsOf(name);
      for (const [section, names] of Object.entries(sections)) {
        const theirs = rows.filter((row) => row.section === section).flatMap((row) => row.theirs);
        assert.deepEqual(theirs.sort(), [...names].sort(), section);
      }
      for (const [section, names] of Object.entries(CHOSEN[name] ?? {})) {
        const theirs = rows.filter((row) => row.section === section).flatMap((row) => row.theirs);
        assert.ok(theirs.length > 10, section);
        for (const one of theirs) assert.ok(names.includes(one), `${section}: there is no ${one}`);
      }
    });
  }

  it("have all methods of the original, whose operations had errors of their names", async () => {
    const methods = Object.keys(readOriginalMethods());
    assert.equal(methods.length, 169);
    const pascal = (nsid: string): string =>
      nsid.replaceAll(/(?:^|\.)(\w)/g, (_, letter: string) => letter.toUpperCase());
    const { errors } = await readFacts();
    const named = methods.map((nsid) => `${pascal(nsid)}Error`).filter((name) => !errors.has(name));
    // The original's name for the error of this one was another.
    assert.deepEqual(named, ["AppBskyActorGetPreferencesError"]);
  });

  it("are what they are made of", () => {
    for (const { name } of guides)
      assert.equal(pageOf(name), fillTables(pageOf(name)), "run test/guides/updateTables.ts");
  });

  it("name nothing of ours that is not there", async (context) => {
    const modules = new Map<string, string>();
    let count = 0;
    for (const { name } of guides) {
      // Those of docs/conveniences.md are checked there.
      const rows = rowsOf(name).filter(({ isCopied }) => !isCopied);
      count += rows.length;
      modules.set(`${name}.ts`, toModule(rows));
    }
    assert.deepEqual(await compileModules(folder, modules), []);
    context.diagnostic(`${count} rows of ${modules.size} guides compiled`);
  });

  it("are noticed when they do", async () => {
    const row = (ours: string): ComparedName => ({ section: "", theirs: ["their"], ours, isCopied: false });
    const cells = [
      "`bsky.lyke`",
      "`likke` of `bluesky/actions`",
      "the option `stoer` of `Bluesky.login`",
      "the option `session` of `new Bluesky`; `bsky.like`",
    ];
    const wrong = mkdtempSync(join(folder, "wrong-"));
    const errors = await compileModules(wrong, new Map([["wrong.ts", toModule(cells.map(row))]]));
    assert.deepEqual(
      errors.map((error) => /error TS\d+/.exec(error)?.[0]),
      ["error TS2339", "error TS2551", "error TS1360"],
    );
  });
});
