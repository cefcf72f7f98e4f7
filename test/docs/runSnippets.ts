import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Snippet } from "../workspace/readSnippets.ts";
import { type ProgramRun, runProgram } from "./runProgram.ts";

/** What a reader puts in, the handle and the app password of the examples, and an account that Bluesky's network has. */
const [HANDLE, PASSWORD, SOMEBODY] = [/you\.bsky\.social/g, /xxxx-xxxx-xxxx-xxxx/g, /"bsky\.app"/g];

/**
 * Runs snippets as they are, one process each, and calls every function that they export. They run on a network of this
 * machine in place of Bluesky's, with the login that a reader has to put in.
 *
 * @throws Error with the line of the first one that fails, and what it printed
 */
export async function runSnippets(snippets: readonly Snippet[], run: ProgramRun): Promise<void> {
  const { folder, net, account } = run;
  const { did, handle, identifier, password } = account;
  // Snippets that run at the same time read it.
  if (!existsSync(join(folder, "run-snippet.mjs"))) writeFileSync(join(folder, "run-snippet.mjs"), RUN_SNIPPET);
  for (const { line, code } of snippets) {
    const file = `run-line-${line}.ts`;
    const filled = code.replace(HANDLE, identifier).replace(PASSWORD, password).replace(SOMEBODY, `"${handle}"`);
    writeFileSync(join(folder, file), filled);
    const snippet = {
      file,
      account: { did, handle, identifier, password },
      net: { network: net.network, services: net.services, adminPassword: net.adminPassword },
    };
    await runProgram("run-snippet.mjs", run, { SNIPPET: JSON.stringify(snippet) }).catch((error: Error) => {
      throw new Error(`the snippet in line ${line} failed:\n${error.message}`);
    });
  }
}

/** Runs one snippet, and calls what it exports. */
const RUN_SNIPPET = `import { Bluesky } from "bluesky";
import { adminSession, login } from "bluesky/auth";
import { createClient } from "bluesky/client";
import { generateKey } from "bluesky/crypto";
import { createPlcOperation, readPlcLog, sendPlcOperation, updatePlc } from "bluesky/identity";
import { addTeamMember, getStatus, listTeam } from "bluesky/ozone";
const { file, account, net } = JSON.parse(process.env.SNIPPET);
const { identifier, password, handle, did } = account;
let image;
// How each function in the README is called, and what must come of it.
const calls = {
  show: async (show) => show(await login({ identifier, password })),
  count: (count) => count({ feed: [] }) === 0 || fail("count"),
  render: (render) => {
    const record = { $type: "app.bsky.feed.post", text: "hi", createdAt: new Date().toISOString() };
    const view = { uri: "at://" + did + "/app.bsky.feed.post/3jzfcijpj2z2a", cid: "", author: { did, handle }, record, indexedAt: record.createdAt };
    return render(view) === "hi" || fail("render");
  },
  find: async (find) => {
    if ((await find(handle))?.did !== did || (await find("nobody.test")) !== undefined) fail("find");
  },
  connect: async (connect) => {
    const first = await connect(identifier, password);
    const again = await connect(identifier, "not needed: there is a session");
    for (const bsky of [first, again]) if ((await bsky.com.atproto.server.getSession()).did !== did) fail("connect");
    await again.logout();
  },
  connectFar: async (connectFar) => {
    const client = connectFar(await login({ identifier, password }));
    const { handle: found } = await client.call("com.atproto.repo.describeRepo", { params: { repo: did } });
    if (found !== handle) fail("connectFar");
  },
  publish: async (publish) => {
    const bsky = await Bluesky.login({ identifier, password });
    const first = { $type: "app.bsky.feed.post", text: "first", createdAt: new Date().toISOString() };
    const { uri, cid } = await bsky.com.atproto.repo.createRecord({ repo: did, collection: first.$type, record: first });
    const view = { uri, cid, author: { did, handle }, record: first, indexedAt: first.createdAt };
    await publish(bsky, view, "A sentence of a long essay. ".repeat(30));
    const { records } = await bsky.com.atproto.repo.listRecords({ repo: did, collection: first.$type });
    const texts = records.map(({ value }) => value.text);
    for (const text of ["You called?", "This!", "One", "Two", "Three"]) if (!texts.includes(text)) fail("publish");
    if (!texts.some((text) => text.endsWith("(1/3)"))) fail("publish");
  },
  meet: async (meet) => {
    const bsky = await Bluesky.login({ identifier, password });
    await meet(bsky, handle);
    const { records: follows } = await bsky.com.atproto.repo.listRecords({ repo: did, collection: "app.bsky.graph.follow" });
    const { value } = await bsky.com.atproto.repo.getRecord({ repo: did, collection: "app.bsky.actor.profile", rkey: "self" });
    if (follows[0]?.value.subject !== did || value.displayName !== "Alice" || value.description !== "I moved") fail("meet");
    const { records: lists } = await bsky.com.atproto.repo.listRecords({ repo: did, collection: "app.bsky.graph.list" });
    const list = lists.find(({ value }) => value.name === "Friends");
    const { records: items } = await bsky.com.atproto.repo.listRecords({ repo: did, collection: "app.bsky.graph.listitem" });
    const members = items.filter(({ value }) => value.list === list?.uri).map(({ value }) => value.subject);
    if (members.join() !== did) fail("meet");
  },
  watch: async (watch) => {
    const bsky = await Bluesky.login({ identifier, password });
    const lines = [];
    const log = console.log;
    console.log = (...line) => lines.push(line.join(" "));
    const ended = new AbortController();
    try {
      const watching = watch(net.services.pds.url, "watched", ended.signal);
      for (let n = 0; lines.length === 0; n++) {
        await bsky.post("watched " + n);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      ended.abort();
      await watching;
    } finally {
      console.log = log;
    }
    if (!lines[0].includes("app.bsky.feed.post")) fail("watch");
  },
  countLikes: async (countLikes) => {
    await countLikes(net.services.pds.url, ":memory:", AbortSignal.timeout(1000));
  },
  archive: async (archive) => {
    const bsky = await Bluesky.login({ identifier, password });
    const before = await bsky.post("archived before");
    const uris = [];
    const has = async (uri) => {
      while (!uris.includes(uri)) await new Promise((resolve) => setTimeout(resolve, 50));
    };
    const ended = new AbortController();
    const archiving = archive(net.services.pds.url, net.network, (uri) => uris.push(uri), ended.signal);
    await Promise.race([has(before.uri), archiving]);
    const after = await bsky.post("archived after");
    await Promise.race([has(after.uri), archiving]);
    ended.abort();
    await archiving;
    for (const { uri } of [before, after]) if (uris.filter((one) => one === uri).length !== 1) fail("archive");
  },
  answer: async (answer) => {
    const bsky = await Bluesky.login({ identifier, password });
    await answer(bsky, AbortSignal.timeout(500));
  },
  look: async (look) => look(await Bluesky.login({ identifier, password })),
  showThread: async (showThread) => {
    const bsky = await Bluesky.login({ identifier, password });
    const { uri } = await bsky.post("a thread");
    while (!(await bsky.app.bsky.feed.getPosts({ uris: [uri] })).posts.length) await new Promise((resolve) => setTimeout(resolve, 50));
    await showThread(bsky, uri);
  },
  showUnread: async (showUnread) => showUnread(await Bluesky.login({ identifier, password })),
  answerMentions: async (answerMentions) => {
    const bsky = await Bluesky.login({ identifier, password });
    await answerMentions(bsky, AbortSignal.timeout(500));
  },
  greet: async (greet) => {
    await greet(await Bluesky.login({ identifier, password }));
    const client = createClient({ session: await login({ identifier, password }) });
    const { records } = await client.call("com.atproto.repo.listRecords", { params: { repo: did, collection: "app.bsky.feed.post" } });
    const texts = records.map(({ value }) => value.text + " " + (value.facets ?? []).length);
    // Nobody has the handle bob.test here.
    for (const text of ["Hello @bob.test, see example.com #atproto 2", "Hello @bob.test, read this 1"]) {
      if (!texts.includes(text)) fail("greet");
    }
  },
  splitArticle: async (splitArticle) => {
    const parts = await splitArticle(await Bluesky.login({ identifier, password }), "A sentence of a long article. ".repeat(30));
    if (parts.length !== 4 || !parts.at(-1).endsWith("article. (4/4)")) fail("splitArticle");
  },
  showPost: (showPost) => {
    const element = {};
    showPost(element, { text: "a < b", createdAt: "" });
    if (element.innerHTML !== "a &lt; b") fail("showPost");
  },
  complete: (complete) => {
    const field = { value: "Hello @bo", selectionStart: 9 };
    complete(field);
    if (field.value !== "Hello @bob.test") fail("complete");
  },
  setUp: async (setUp) => {
    const bsky = await Bluesky.login({ identifier, password });
    await setUp(bsky, "at://" + did + "/app.bsky.feed.generator/cats");
    const { preferences } = await bsky.app.bsky.actor.getPreferences();
    const kinds = preferences.map(({ $type }) => $type.split("#")[1]).sort().join();
    if (kinds !== "contentLabelPref,contentLabelPref,mutedWordsPref,savedFeedsPrefV2,threadViewPref") fail("setUp");
    if (preferences.find(({ $type }) => $type.endsWith("#mutedWordsPref")).items.length !== 3) fail("setUp");
  },
  introduce: async (introduce) => {
    const client = createClient({ session: await login({ identifier, password }) });
    await introduce(client);
    const params = { repo: did, collection: "app.bsky.actor.profile", rkey: "self" };
    const { value } = await client.call("com.atproto.repo.getRecord", { params });
    if (value.description !== "Hello, world") fail("introduce");
  },
  replaceProfile: async (replaceProfile) => {
    const client = createClient({ session: await login({ identifier, password }) });
    await replaceProfile(client, "Alice");
    const params = { repo: did, collection: "app.bsky.actor.profile", rkey: "self" };
    const { value } = await client.call("com.atproto.repo.getRecord", { params });
    if (value.displayName !== "Alice" || value.description !== undefined) fail("replaceProfile");
  },
  unfollow: async (unfollow) => {
    const client = createClient({ session: await login({ identifier, password }) });
    const list = async () => {
      const params = { repo: did, collection: "app.bsky.graph.follow" };
      return (await client.call("com.atproto.repo.listRecords", { params })).records.length;
    };
    const record = { $type: "app.bsky.graph.follow", subject: did, createdAt: new Date().toISOString() };
    await client.call("com.atproto.repo.createRecord", { input: { repo: did, collection: record.$type, record } });
    const before = await list();
    await unfollow(client, "did:plc:ewvi7nxzyoun6zhxrhs64oiz");
    if (before !== 1 || (await list()) !== 1) fail("unfollow");
    await unfollow(client, did);
    if ((await list()) !== 0) fail("unfollow");
  },
  postImage: async (postImage) => {
    const { writeFile } = await import("node:fs/promises");
    const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    await writeFile("image.png", Buffer.from(png, "base64"));
    const client = createClient({ session: await login({ identifier, password }) });
    image = await postImage(client, "image.png", "a dot");
    if (!image.startsWith("at://" + did)) fail("postImage");
  },
  postCat: async (postCat) => {
    const { writeFile } = await import("node:fs/promises");
    const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    await writeFile("cat.png", Buffer.from(png, "base64"));
    const bsky = await Bluesky.login({ identifier, password });
    await postCat(bsky, "cat.png");
    const { records } = await bsky.com.atproto.repo.listRecords({ repo: did, collection: "app.bsky.feed.post" });
    const alts = records.map(({ value }) => value.embed?.images?.[0].alt).filter((alt) => alt?.startsWith("A grey cat"));
    if (alts.length !== 2) fail("postCat");
  },
  postVideo: async (postVideo) => {
    const { writeFile } = await import("node:fs/promises");
    const gif = "R0lGODlhAgADAIAAAP///wAAACH5BAAAAAAALAAAAAACAAMAAAICBAoAOw==";
    await writeFile("video.gif", Buffer.from(gif, "base64"));
    await writeFile("video.vtt", "WEBVTT\\n");
    const uri = await postVideo(await Bluesky.login({ identifier, password }), "video.gif", "video.vtt");
    if (!uri.startsWith("at://" + did)) fail("postVideo");
  },
  saveImage: async (saveImage) => {
    const { readFile } = await import("node:fs/promises");
    const client = createClient({ session: await login({ identifier, password }) });
    await saveImage(client, did, image, "saved.png");
    if (!(await readFile("saved.png")).equals(await readFile("image.png"))) fail("saveImage");
  },
  saveMedia: async (saveMedia) => {
    const { mkdir, readdir, readFile } = await import("node:fs/promises");
    await mkdir("media");
    await saveMedia(createClient({ session: await login({ identifier, password }) }), did, "media");
    const files = await readdir("media");
    if (!(await readFile("media/" + files[0])).equals(await readFile("image.png"))) fail("saveMedia");
  },
  shareLink: async (shareLink) => {
    const { createServer } = await import("node:http");
    const page = createServer((_, response) => response.setHeader("content-type", "text/html").end("<title>A page</title>"));
    await new Promise((resolve) => page.listen(0, "127.0.0.1", resolve));
    const client = createClient({ session: await login({ identifier, password }) });
    await shareLink(client, "http://127.0.0.1:" + page.address().port + "/", { allowPrivate: ["127.0.0.1"] });
    page.close();
    const { records } = await client.call("com.atproto.repo.listRecords", { params: { repo: did, collection: "app.bsky.feed.post" } });
    const titles = records.map(({ value }) => value.embed?.external?.title);
    for (const title of ["A page", "A page, again"]) if (!titles.includes(title)) fail("shareLink");
  },
  backUp: async (backUp) => {
    const { stat } = await import("node:fs/promises");
    await backUp(createClient({ session: await login({ identifier, password }) }), did);
    if ((await stat("repo.car")).size < 100) fail("backUp");
  },
  countWords: async (countWords) => {
    const bsky = await Bluesky.login({ identifier, password });
    const before = await countWords(createClient({ session: await login({ identifier, password }) }), did);
    await bsky.post("two words");
    const after = await countWords(createClient({ session: await login({ identifier, password }) }), did);
    if (after !== before + 2) fail("countWords");
  },
  hasPublished: async (hasPublished) => {
    const bsky = await Bluesky.login({ identifier, password });
    const { uri } = await bsky.post("proven");
    const client = createClient({ session: await login({ identifier, password }) });
    if (!(await hasPublished(client, did, uri.split("/").at(-1))) || (await hasPublished(client, did, "nobody"))) fail("hasPublished");
  },
  backUpAccount: async (backUpAccount) => {
    const { readdir } = await import("node:fs/promises");
    const client = createClient({ session: await login({ identifier, password }) });
    const first = await backUpAccount(client, did, "backup");
    const again = await backUpAccount(client, handle, "backup");
    if (first.transfer !== "full" || again.downloaded !== 0) fail("backUpAccount");
    if ((await readdir("backup")).join() !== again.rev + ".car,blobs,manifest.json") fail("backUpAccount");
  },
  countBackup: async (countBackup) => {
    const { readFile } = await import("node:fs/promises");
    const { records } = JSON.parse(await readFile("backup/manifest.json", "utf8"));
    if ((await countBackup("backup")) !== records) fail("countBackup");
  },
  restore: async (restore) => {
    const client = createClient({ session: await login({ identifier, password }) });
    const reason = await restore(client, "backup", true).catch((error) => error.reason);
    if (reason !== "account_active") fail("restore");
  },
  nameAll: async (nameAll) => {
    const names = await nameAll([did, "nobody.test"]);
    if (names.get(did) !== handle || names.get("nobody.test") !== "handle_not_found") fail("nameAll");
  },
  addKey: async (addKey) => {
    const [mine, user] = await newDid();
    const spare = await addKey(user, mine);
    const { data } = await readPlcLog(user);
    if (data.rotationKeys[0] !== spare.did || data.rotationKeys[1] !== mine.did) fail("addKey");
  },
  recover: async (recover) => {
    const [mine, user] = await newDid();
    const { operations } = await readPlcLog(user);
    const lower = await generateKey("p256");
    await updatePlc(user, mine, { rotationKeys: [mine.did, lower.did] });
    const { operations: [, { cid }] } = await readPlcLog(user);
    await updatePlc(user, lower, { rotationKeys: [lower.did] });
    await recover(user, mine, cid);
    if ((await readPlcLog(user)).data.rotationKeys.join() !== mine.did || operations.length !== 1) fail("recover");
  },
  moveAccount: async (moveAccount) => {
    const passwords = { now: password, then: "another" };
    const { obstacles, isDone } = await moveAccount(did, passwords, { service: net.network.pds }, async () => "", true);
    if (isDone || !obstacles[0].includes("is on")) fail("moveAccount");
  },
  importPosts: async (importPosts) => {
    const session = await login({ identifier, password });
    const client = createClient({ session });
    const posts = ["one", "two", "three"].map((text) => ({ text, createdAt: new Date().toISOString() }));
    await importPosts(client, posts);
    const { records } = await client.call("com.atproto.repo.listRecords", { params: { repo: did, collection: "app.bsky.feed.post" } });
    const texts = records.map(({ value }) => value.text);
    for (const { text } of posts) if (texts.filter((found) => found === text).length !== 1) fail("importPosts");
  },
  setup: async (setup) => {
    const close = await setup();
    if (JSON.parse(process.env.DEVNET).name !== "devnet") fail("setup");
    await close();
  },
  newAccount: async (newAccount) => {
    process.env.DEVNET = process.env.NETWORK;
    if ((await newAccount("carla")).did === did) fail("newAccount");
  },
  showTimeline: async (showTimeline) => {
    const bsky = await Bluesky.login({ identifier, password });
    const { log } = console;
    const lines = [];
    console.log = (...parts) => lines.push(parts.join(" "));
    await showTimeline(bsky).finally(() => (console.log = log));
    if (!lines.at(-1)?.endsWith(" left out")) fail("showTimeline");
  },
  review: async (review) => {
    const [moderator, spammer, reporter] = [await newUser(), await newUser(), await newUser()];
    await addTeamMember(ozoneAdmin(), moderator.did, "admin");
    const { uri, cid } = await spammer.post("Buy now");
    await reporter.com.atproto.moderation.createReport(
      { reasonType: "com.atproto.moderation.defs#reasonSpam", subject: { $type: "com.atproto.repo.strongRef", uri, cid } },
      { proxy: net.services.ozone.did + "#atproto_labeler" },
    );
    if (!(await getStatus(moderator, uri))?.reviewState.endsWith("#reviewOpen")) fail("review");
    await review(moderator, spammer.did);
    if (!(await getStatus(moderator, uri))?.reviewState.endsWith("#reviewClosed")) fail("review");
    if (!(await getStatus(moderator, spammer.did))?.takendown) fail("review");
  },
  makeModerator: async (makeModerator) => {
    const { did: member } = await newUser();
    await makeModerator(net, { did: member });
    for await (const { did: found } of listTeam(ozoneAdmin())) if (found === member) return;
    fail("makeModerator");
  },
  authorize: async (authorize) => {
    const bsky = await Bluesky.login({ identifier, password });
    const lxm = "app.bsky.feed.getFeedSkeleton";
    const { token } = await bsky.com.atproto.server.getServiceAuth({ aud: "did:web:feeds.example.com", lxm });
    const request = (name, authorization) =>
      new Request("https://feeds.example.com/xrpc/" + name, { headers: { authorization } });
    if ((await authorize(request(lxm, "Bearer " + token))) !== did) fail("authorize");
    const refused = await authorize(request("app.bsky.feed.describeFeedGenerator", "Bearer " + token));
    if (refused.status !== 401 || (await refused.json()).error !== "BadJwtLexiconMethod") fail("authorize");
  },
  signSpam: async (signSpam) => (await signSpam("07".repeat(32), did, did)) || fail("signSpam"),
  connectTraced: async (connectTraced) => {
    const names = [];
    const span = { setAttribute() {}, setAttributes() {}, setStatus() {}, recordException() {}, end() {} };
    const tracer = { startActiveSpan: (name, ...more) => names.push(name) && more.at(-1)(span) };
    const meter = { createHistogram: () => ({ record() {} }), createCounter: () => ({ add() {} }) };
    const client = connectTraced(await login({ identifier, password }), tracer, meter);
    await client.call("com.atproto.server.getSession");
    if (names.join() !== "com.atproto.server.getSession") fail("connectTraced");
  },
};
/** A DID of its own, and its key. */
async function newDid() {
  const key = await generateKey("secp256k1");
  const made = await createPlcOperation({ handle: "own.test", pds: net.network.pds, signingKey: key.did }, key);
  await sendPlcOperation(made.did, made.operation);
  return [key, made.did];
}
/** An account of its own, for what changes one too much to go on with it. */
function newUser() {
  const name = "user-" + Math.random().toString(36).slice(2, 10);
  return Bluesky.createAccount({ handle: name + ".test", email: name + "@example.com", password: name });
}
/** Ozone's administrator, at Ozone itself. */
function ozoneAdmin() {
  const { network, services, adminPassword } = net;
  const session = adminSession({ service: services.ozone.url, password: adminPassword, network });
  return createClient({ network, session });
}
function fail(name) {
  throw new Error(name + " does not give what it should");
}
const exported = Object.values(await import("./" + file)).filter((value) => typeof value === "function");
const functions = exported.map((value) => [value.name, value]);
// In the order of \`calls\`: some go on from what others have done.
for (const [name] of functions) if (!(name in calls)) throw new Error("Say in test/docs/runSnippets.ts how " + name + " is called.");
for (const name of Object.keys(calls)) {
  const found = functions.find(([called]) => called === name);
  if (found) await calls[name](found[1]);
}
`;
