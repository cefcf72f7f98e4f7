/** Prints how many bytes programs take in a browser, beside their peers' for the same work: bundled, minified, gzipped. */
import { measureBundle } from "../test/budgets/measureBundle.ts";
import { programs } from "../test/budgets/programs.ts";
import { type FigureRow, type Measured, measured } from "./FigureTable.ts";
import { report } from "./report.ts";

const atcute = `
  import { Client, ok } from "@atcute/client";
  import { PasswordSession } from "@atcute/password-session";
  import { AppBskyFeedGetTimeline, AppBskyFeedPost } from "@atcute/bluesky";
  import { ComAtprotoRepoCreateRecord } from "@atcute/atproto";
  import { parse } from "@atcute/lexicons";
  const record = { $type: "app.bsky.feed.post", text: "Hello", createdAt: new Date().toISOString() };
  const post = (client, repo, record) =>
    ok(client.call(ComAtprotoRepoCreateRecord, { input: { repo, collection: "app.bsky.feed.post", record } }));
  const timeline = (client) => ok(client.call(AppBskyFeedGetTimeline, { params: { limit: 10 } }));
`;
const atcuteSession = `
  const handler = await PasswordSession.login({ service, identifier, password });
  const client = new Client({ handler });
`;
const lex = `
  import { Client } from "@atproto/lex";
  import { PasswordSession } from "@atproto/lex-password-session";
  import { app } from "@bsky/sdk/lexicons";
`;

const moderation = (library: string): string => `export {
  moderateFeedGenerator, moderateNotification, moderatePost, moderateProfile, moderateStatus, moderateUserList,
} from "${library}";`;

/** The same work with other libraries. */
const peers: { readonly [P in keyof typeof programs]: Readonly<Record<string, string>> } = {
  call: {
    "@atcute": `${atcute} export const run = (handler) => timeline(new Client({ handler }));`,
    "@atproto/lex": `${lex} export const run = (agent) => new Client(agent).call(app.bsky.feed.getTimeline, { limit: 10 });`,
  },
  session: {
    "@atcute": `${atcute} export async function run(service, identifier, password) {
      ${atcuteSession} await post(client, handler.did, record); return timeline(client); }`,
    "@atproto/lex": `${lex} export async function run(service, identifier, password) {
      const client = new Client(await PasswordSession.login({ service, identifier, password }));
      await client.createRecord({ $type: "app.bsky.feed.post", text: "Hello", createdAt: new Date().toISOString() });
      return client.call(app.bsky.feed.getTimeline, { limit: 10 }); }`,
    "@atproto/api": `import { AtpAgent } from "@atproto/api"; export async function run(service, identifier, password) {
      const agent = new AtpAgent({ service }); await agent.login({ identifier, password });
      await agent.post({ text: "Hello" }); return agent.getTimeline({ limit: 10 }); }`,
  },
  post: {
    "@atcute": `${atcute} export async function run(service, identifier, password) {
      ${atcuteSession} await post(client, handler.did, parse(AppBskyFeedPost.mainSchema, record)); return timeline(client); }`,
    "@atproto/lex": `${lex} export async function run(service, identifier, password) {
      const client = new Client(await PasswordSession.login({ service, identifier, password }));
      await client.create(app.bsky.feed.post, { text: "Hello", createdAt: new Date().toISOString() });
      return client.call(app.bsky.feed.getTimeline, { limit: 10 }); }`,
  },
  create: {},
  stream: {},
  verification: { "@atproto/crypto": `export { verifySignature } from "@atproto/crypto";` },
  repository: {},
  publish: {},
  moderation: {
    "@bsky/sdk": moderation("@bsky/sdk/moderation"),
    "@atproto/api": moderation("@atproto/api"),
  },
  image: {},
  follow: {},
  bot: {},
  class: { "@atproto/api": `export * from "@atproto/api";` },
  detection: {
    "@atproto/api": `import { RichText } from "@atproto/api"; export function run(text) {
      const rich = new RichText({ text }); rich.detectFacetsWithoutResolution(); return rich.facets; }`,
  },
  exactDetection: {},
  text: {},
};

console.log("\nBundles, minified and gzipped (bytes)\n");
const rows: FigureRow<Measured>[] = [];
for (const [name, { title, source, ceiling }] of Object.entries(programs)) {
  const size = await measureBundle(source);
  const figures = [measured("bluesky", "ours", "bytes", size)];
  for (const [peer, program] of Object.entries(peers[name as keyof typeof programs])) {
    figures.push(measured(peer, "peer", "bytes", await measureBundle(program, import.meta.dirname)));
  }
  rows.push({ what: title, figures, bound: { name: "bluesky", most: ceiling } });
  const others = figures.slice(1).map(({ name: peer, values }) => `${peer} ${values[0]}`);
  const verdict = `ceiling ${ceiling}  ${size <= ceiling ? "ok" : "ABOVE"}`;
  console.log(`${title.padEnd(52)} ${String(size).padStart(6)}   ${others.join("   ").padEnd(62)} ${verdict}`);
}
report({
  id: "bundles",
  title: "What a program takes in a browser",
  how: "The same work, written with each library as its authors show it; bundled for browsers by esbuild, minified, gzipped. The bound is this project's own ceiling.",
  rows,
});
