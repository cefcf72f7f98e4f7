import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Bluesky, type Session } from "bluesky";
import { Generator } from "bluesky/app/bsky/feed";
import { Follow } from "bluesky/app/bsky/graph";
import { adminSession } from "bluesky/auth";
import { type Client, createClient } from "bluesky/client";
import { label } from "bluesky/ozone";
import type { Account, Network } from "bluesky-devnet";
import sharp from "sharp";

/** Where a guide's programs run. */
export interface Stage {
  readonly folder: string;
  readonly net: Network;
  /** One of its people, by the name before `.bsky.social`; `bluesky` is `bsky.app`. */
  account(name: string): Promise<Account>;
}

/** Lets happen what the programs of a guide find on the network and in their folder. */
export async function setScene(guide: string, stage: Stage): Promise<void> {
  await SCENES[guide]?.(stage);
}

const SCENES: Readonly<Record<string, (stage: Stage) => Promise<unknown>>> = {
  async start(stage) {
    const bluesky = await loginAs(stage, "bluesky");
    await bluesky.profile.update({ displayName: "Bluesky" });
    for (const text of ["One", "Two", "Three", "Four"]) await bluesky.post(text);
  },

  async read(stage) {
    const [you, bob, carol] = [await loginAs(stage, "you"), await loginAs(stage, "bob"), await loginAs(stage, "carol")];
    await you.follow(bob.did);
    const cats = await bob.post("Cats are better than dogs #cats");
    const answer = await carol.reply(cats, "No, they are not");
    await bob.reply(answer, "Yes, they are");
    await bob.post("Good night");
    await you.like(cats);
  },

  async notifications(stage) {
    const [you, bob, carol] = [await loginAs(stage, "you"), await loginAs(stage, "bob"), await loginAs(stage, "carol")];
    const post = await you.post("Hello");
    await you.notifications.markSeen(); // before that, servers call all but the newest one read
    for (const somebody of [bob, carol]) await somebody.like(post);
    await bob.follow(you.did);
    await carol.post("Hello @you.bsky.social".replace("you.bsky.social", you.session.handle));
  },

  async streams(stage) {
    const [bob, carol] = [await loginAs(stage, "bob"), await loginAs(stage, "carol")];
    const you = await loginAs(stage, "you");
    const question = await you.post("Who is there?");
    for (const text of ["One", "Two", "Three"]) await bob.post(text);
    await carol.reply(question, "Me");
    for (const name of ["Pancakes", "Soup"]) {
      const record = { $type: "com.example.recipe", name };
      await bob.com.atproto.repo.createRecord({ repo: bob.session.did, collection: "com.example.recipe", record });
    }
  },

  async preferences(stage) {
    const bob = await loginAs(stage, "bob");
    await bob.records.create(Generator, { did: "did:web:feeds.example.com", displayName: "Cats" }, { rkey: "cats" });
  },

  async "from-bluesky-0-4"(stage) {
    await (await loginAs(stage, "bluesky")).profile.update({ displayName: "Bluesky" });
  },

  "from-atproto-api": postOnce,
  "from-atproto-lex": postOnce,
  "from-atcute": postOnce,

  async media({ folder }) {
    const grey = { create: { width: 40, height: 30, channels: 3, background: "#888" } } as const;
    await writeFile(join(folder, "cat.jpg"), await sharp(grey).jpeg().toBuffer());
    const gif = "R0lGODlhAgADAIAAAP///wAAACH5BAAAAAAALAAAAAACAAMAAAICBAoAOw==";
    await writeFile(join(folder, "waves.gif"), Buffer.from(gif, "base64"));
    await writeFile(join(folder, "waves.vtt"), "WEBVTT\n");
  },

  async moderation(stage) {
    const [you, bob] = [await loginAs(stage, "you"), await loginAs(stage, "bob")];
    await you.records.create(Follow, { subject: bob.did });
    await bob.post("Hello");
    const labels = { "The end of the film is ...": "!warn", "Buy now": "spam" };
    for (const [text, value] of Object.entries(labels)) {
      const { uri } = await bob.post(text);
      await stage.net.settled();
      await label(ozoneAdmin(stage), uri, [value]);
    }
  },

  async ozone(stage) {
    const [reporter, spammer] = [await loginAs(stage, "reporter"), await loginAs(stage, "spammer")];
    const { uri, cid } = await spammer.post("Buy now");
    await stage.net.settled();
    await reporter.com.atproto.moderation.createReport({
      reasonType: "com.atproto.moderation.defs#reasonSpam",
      subject: { $type: "com.atproto.repo.strongRef", uri, cid },
    });
  },
};

/** So that there is something in the timeline, even if the AppView is late. */
async function postOnce(stage: Stage): Promise<void> {
  await (await loginAs(stage, "you")).post("First");
}

async function loginAs({ account }: Stage, name: string): Promise<Bluesky<Session>> {
  return Bluesky.login(await account(name));
}

/** Ozone's administrator, at Ozone itself. */
function ozoneAdmin({ net: { network, services, adminPassword } }: Stage): Client {
  const service = services.ozone?.url ?? "";
  return createClient({ network, session: adminSession({ service, password: adminPassword, network }) });
}
