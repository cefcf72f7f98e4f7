import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import * as actions from "bluesky/actions";
import * as records from "bluesky/records";
import * as richtext from "bluesky/richtext";
import { root } from "../workspace/listFiles.ts";
import { readExports, readMembers } from "./readMembers.ts";

const page = readFileSync(join(root, "docs/conveniences.md"), "utf8");
const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const { version } = JSON.parse(readFileSync(join(root, "node_modules/@skyware/bot/package.json"), "utf8"));
const lexicons: { id: string }[] = JSON.parse(
  readFileSync(join(root, "packages/bluesky/src/lexicons/lexicons.json"), "utf8"),
);

/** The rows of the table below the heading that names a library: theirs and ours. */
function rowsOf(library: string): Map<string, string> {
  const heading = `\n## \`${library}\` ${devDependencies[library]}`;
  const [, section = ""] = page.split(heading);
  assert.ok(section, `no section "${heading.trim()}"`);
  const [, table = ""] = (section.split("\n## ")[0] ?? "").split("| --- | --- |\n");
  return new Map(
    [...table.matchAll(/^\| `([\w.]+)` \| (.+) \|$/gm)].map(([, theirs = "", ours = ""]) => [theirs, ours]),
  );
}

/** What belongs to other parts, so that a new name of theirs is seen. */
const others = {
  "@atproto/api": {
    client: [
      ...[
        "accountDid",
        "api",
        "appLabelers",
        "assertAuthenticated",
        "assertDid",
        "clone",
        "configure",
        "configureLabelers",
      ],
      ...["configureLabelersHeader", "configureProxy", "configureProxyHeader", "copyInto", "did", "withProxy", "xrpc"],
    ],
    moderation: ["getLabelDefinitions", "getLabelers"],
  },
  "@bsky/sdk": {},
  "@skyware/bot": {
    client: [
      "addListener",
      "hasSession",
      "login",
      "off",
      "on",
      "removeAllListeners",
      "removeListener",
      "resumeSession",
      "shutdown",
    ],
    moderation: ["addLabeler", "label", "negateLabels", "removeLabeler"],
    chat: [
      ...["getConversation", "getConversationForMembers", "getConversationMessages", "leaveConversation"],
      ...["listConversations", "sendMessage", "sendMessages", "setChatPreference"],
    ],
  },
} as const;

const bot = "@skyware/bot";
const qualified = (declared: string, path: string, kinds?: "all"): string[] =>
  readMembers(bot, path, declared, kinds).map((name) => `${declared}.${name}`);

const declared: Record<keyof typeof others, string[]> = {
  "@atproto/api": readMembers("@atproto/api", "dist/agent.d.ts", "Agent"),
  "@bsky/sdk": [
    ...readExports("@bsky/sdk", "dist/actions/records.d.ts"),
    ...readExports("@bsky/sdk", "dist/actions/preferences.d.ts"),
  ],
  "@skyware/bot": [
    ...qualified("Bot", "dist/bot/Bot.d.ts"),
    ...qualified("BotPostOptions", "dist/bot/Bot.d.ts", "all"),
    ...qualified("PostReference", "dist/struct/post/PostReference.d.ts"),
    ...qualified("Post", "dist/struct/post/Post.d.ts"),
    ...qualified("PostPayload", "dist/struct/post/PostPayload.d.ts", "all"),
    ...qualified("Threadgate", "dist/struct/post/Threadgate.d.ts"),
  ],
};

describe("docs/conveniences.md", () => {
  it("is about the versions that are installed", () => assert.equal(version, devDependencies[bot]));

  for (const [library, names] of Object.entries(declared) as [keyof typeof others, string[]][]) {
    const rows = rowsOf(library);

    it(`has every name that ${library} declares`, () => {
      const prefix = library === bot ? "Bot." : "";
      const elsewhere = Object.values(others[library])
        .flat()
        .map((name) => `${prefix}${name}`);
      assert.deepEqual([...rows.keys(), ...elsewhere].sort(), [...new Set(names)].sort());
    });

    it(`names what is ours beside each of ${library}`, () => {
      for (const [theirs, ours] of rows) {
        for (const [, name = ""] of ours.matchAll(/`([\w.]+)(?:\(\))?`/g)) {
          assert.ok(isOurs(name, ours), `${theirs}: there is no ${name}`);
        }
      }
    });
  }
});

/** The options of a post, as they are declared. */
const options = readFileSync(join(root, "packages/bluesky/src/actions/feed/compose/PostOptions.ts"), "utf8");

function isOurs(name: string, cell: string): boolean {
  if (cell.includes(`the option \`${name}\``) || cell.includes(`with \`${name}\``)) {
    return new RegExp(`^  readonly ${name}\\?`, "m").test(options);
  }
  const parts = name.split(".");
  if (parts.length > 2) return lexicons.some(({ id }) => id === name);
  return [actions, records, richtext].some((module) => name in module);
}
