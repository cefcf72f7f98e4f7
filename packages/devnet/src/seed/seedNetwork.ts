import { callXrpc } from "./callXrpc.ts";
import { emitLabels } from "./emitLabels.ts";
import { encodePng } from "./pictures/encodePng.ts";
import { createSeedPlan } from "./plan/createSeedPlan.ts";
import type { PlannedRecord, PlannedValue, SeedPlan } from "./plan/SeedPlan.ts";
import type { HostedFeed, PostUri, SeededAccount, SeedHighlights, SeedResult, SeedTarget } from "./SeedTarget.ts";
import { setPrivateState } from "./setPrivateState.ts";
import { type CallAs, didOf, refOf, type Written } from "./Written.ts";

/** Password of all accounts of the seed. */
export const seedPassword = "devnet-password";

/** Most writes in one `applyWrites` that the PDS takes. */
const maxWrites = 200;

const uploadsAtOnce = 8;

/**
 * Fills a network with people and all that they have to say: profiles, posts, pictures, threads, lists, feeds, labels.
 * It is the same in every run; only DIDs, and what depends on them, differ.
 *
 * @throws {Error} where a server refuses something, with what it said.
 *
 * @example
 * const { accounts, highlights } = await seedNetwork({ pds, appView, ozone, now: new Date(), settled });
 */
export async function seedNetwork(target: SeedTarget): Promise<SeedResult> {
  const { pds, signal, log } = target;
  const plan = createSeedPlan(target.now);
  const sessions = await createAccounts(plan, target);
  log?.(`${sessions.size} accounts`);
  const callAs: CallAs = (name, call) =>
    callXrpc({ ...call, service: pds, signal, authorization: `Bearer ${sessions.get(name)?.token}` });

  const written: Written = { dids: new Map(), refs: new Map() };
  for (const [name, { did }] of sessions) written.dids.set(name, did);
  for (const { id, by, collection, recordKey } of plan.records) {
    const did = written.dids.get(by);
    written.refs.set(id, { uri: `at://${did}/${collection}/${recordKey}`, cid: "" });
  }
  const [blobs, feedServices] = await Promise.all([uploadPictures(plan, callAs), hostFeeds(plan, target, written)]);
  log?.(`${blobs.size} pictures`);

  for (const records of Object.values(Object.groupBy(plan.records, ({ step }) => step))) {
    await writeRecords(records ?? [], callAs, (value) => resolve(value, written, blobs, feedServices), written);
    // Whether an answer belongs to its thread is decided as it is indexed: what it answers must be there.
    await target.settled();
  }
  log?.(`${plan.records.length} records`);
  const labels = await emitLabels(target, written);
  await Promise.all([setPrivateState(target, callAs, written), deleteRecords(plan, callAs, written)]);
  await target.settled();
  log?.(`${labels} labels`);

  const counts: Record<string, number> = { accounts: sessions.size, blobs: blobs.size, labels };
  for (const { id, collection } of plan.records) {
    if (!plan.deleted.includes(id)) counts[collection] = (counts[collection] ?? 0) + 1;
  }
  const accounts: SeededAccount[] = plan.people.map((person) => ({
    ...person,
    did: didOf(written, person.name),
    password: seedPassword,
  }));
  return { accounts, counts, highlights: highlights(written) };
}

async function createAccounts(
  plan: SeedPlan,
  target: SeedTarget,
): Promise<Map<string, { did: string; token: string }>> {
  const sessions = await Promise.all(
    plan.people.map(async ({ name, handle }) => {
      const answer = await callXrpc({
        service: target.pds,
        method: "com.atproto.server.createAccount",
        body: { handle, email: `${name}@mail.test`, password: seedPassword },
        signal: target.signal,
      });
      return [name, { did: String(answer.did), token: String(answer.accessJwt) }] as const;
    }),
  );
  return new Map(sessions);
}

async function uploadPictures(plan: SeedPlan, callAs: CallAs): Promise<Map<string, unknown>> {
  const blobs = new Map<string, unknown>();
  const waiting = plan.pictures.entries();
  const upload = async () => {
    for (const [id, { by, draw }] of waiting) {
      const { blob } = await callAs(by, { method: "com.atproto.repo.uploadBlob", body: encodePng(draw()) });
      blobs.set(id, blob);
    }
  };
  await Promise.all(Array.from({ length: uploadsAtOnce }, upload));
  return blobs;
}

/** Finds somebody to answer for each feed; resolves with the DIDs of the services. */
async function hostFeeds(plan: SeedPlan, target: SeedTarget, written: Written): Promise<Map<string, string>> {
  const services = plan.feeds.map(async ({ record, posts }) => {
    const uris = posts.map((post) => refOf(written, post).uri as PostUri); // They are posts: see SeedPlan.
    const skeleton: HostedFeed["skeleton"] = ({ limit, cursor }) => {
      const from = Number(cursor ?? 0);
      const feed = uris.slice(from, from + limit).map((post) => ({ post }));
      return from + limit < uris.length ? { feed, cursor: String(from + limit) } : { feed };
    };
    const did = await target.hostFeed?.({ uri: refOf(written, record).uri, skeleton });
    return [record, did ?? target.appView.did] as const;
  });
  return new Map(await Promise.all(services));
}

async function writeRecords(
  records: readonly PlannedRecord[],
  callAs: CallAs,
  resolved: (value: PlannedValue) => unknown,
  written: Written,
): Promise<void> {
  const byPerson = Object.entries(Object.groupBy(records, ({ by }) => by));
  await Promise.all(
    byPerson.map(async ([by, own = []]) => {
      for (let from = 0; from < own.length; from += maxWrites) {
        const part = own.slice(from, from + maxWrites);
        const writes = part.map(({ collection, recordKey, value }) => ({
          $type: "com.atproto.repo.applyWrites#create",
          collection,
          rkey: recordKey,
          value: resolved(value),
        }));
        const body = { repo: didOf(written, by), validate: true, writes };
        const { results } = await callAs(by, { method: "com.atproto.repo.applyWrites", body });
        // The lexicon says so: one result for each write, in order.
        for (const [index, { uri, cid }] of (results as { uri: string; cid: string }[]).entries()) {
          const id = part[index]?.id;
          if (id !== undefined) written.refs.set(id, { uri, cid });
        }
      }
    }),
  );
}

async function deleteRecords(plan: SeedPlan, callAs: CallAs, written: Written): Promise<void> {
  const records = plan.records.filter(({ id }) => plan.deleted.includes(id));
  await Promise.all(
    records.map(({ by, collection, recordKey }) =>
      callAs(by, {
        method: "com.atproto.repo.deleteRecord",
        body: { repo: didOf(written, by), collection, rkey: recordKey },
      }),
    ),
  );
}

/** Puts what is now known where the plan could only name it. */
function resolve(
  value: PlannedValue,
  written: Written,
  blobs: ReadonlyMap<string, unknown>,
  feedServices: ReadonlyMap<string, string>,
): unknown {
  const inner = (part: PlannedValue | undefined): unknown => {
    if (typeof part !== "object") return part;
    if ("$seed" in part) {
      switch (part.$seed) {
        case "did":
          return didOf(written, String(part.person));
        case "uri":
          return refOf(written, String(part.record)).uri;
        case "ref":
          return refOf(written, String(part.record));
        case "blob":
          return blobs.get(String(part.picture));
        case "feedService":
          return feedServices.get(String(part.record));
      }
    }
    if (Array.isArray(part)) return part.map(inner);
    return Object.fromEntries(Object.entries(part).map(([key, item]) => [key, inner(item)]));
  };
  return inner(value);
}

function highlights(written: Written): SeedHighlights {
  const uri = (id: string) => refOf(written, id).uri;
  return {
    thread: uri("unnoticed"),
    pictures: uri("hill-studies"),
    gallery: uri("branch-line"),
    card: uri("map"),
    quoteWithPicture: uri("soup"),
    detachedQuote: uri("detached-quote"),
    quoteOfDeleted: uri("quote-of-deleted"),
    labelledPost: uri("pager"),
    list: uri("list:garden"),
    moderationList: uri("list:spam"),
    feed: uri("feed:garden"),
    starterPack: uri("pack:garden"),
  };
}
