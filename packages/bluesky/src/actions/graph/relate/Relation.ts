import { listRecords } from "../../../lexicons/com/atproto/repo/listRecords.ts";
import { chooseRepo } from "../../../records/single/chooseRepo.ts";
import { create } from "../../../records/single/create.ts";
import { deleteRecord } from "../../../records/single/deleteRecord.ts";
import { isThere } from "../../../records/single/outcome/isThere.ts";
import type { NewRecord } from "../../../records/single/value/NewRecord.ts";
import type { RecordSchema } from "../../../schema/RecordSchema.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { Done } from "../../refs/Done.ts";
import type { KnownActor } from "../find/readProfile.ts";

/** A record about a subject, an account or a list: of each subject there should be at most one. */
export interface RelationRecord {
  readonly subject: string;
  readonly createdAt: string;
}

/** A kind of relation: follows, blocks, blocks of lists. */
export interface Relation<T extends RelationRecord> {
  readonly schema: RecordSchema<T>;
  /** Asks the AppView of a subject. */
  readonly read: (client: ClientLike, subject: string, options: CallOptions) => Promise<KnownActor | undefined>;
  /** What the viewer's state has the record's URI as. */
  readonly name: "following" | "blocking" | "blocked";
}

/**
 * Relates the account to a subject, unless it is.
 *
 * A server deletes an earlier record of the same subject in the commit of a new one, but it gets another URI then: so it is looked
 * for first.
 *
 * @throws {RecordsError} `no_repo`
 * @throws {CallError}
 */
export async function relate<T extends RelationRecord>(
  client: ClientLike,
  relation: Relation<T>,
  record: NoInfer<NewRecord<T>> & { readonly subject: string },
  left: () => CallOptions,
): Promise<Done> {
  const [uri] = await findRelations(client, relation, record.subject, left);
  if (uri !== undefined) return { uri, done: false };
  return { uri: (await create<T>(client, relation.schema, record, left())).uri, done: true };
}

/**
 * Ends what `relate` began. What is not there is no error.
 *
 * @param none the URI of what it is about, for where there is none
 * @throws {RecordsError} `no_repo`
 * @throws {CallError}
 */
export async function unrelate<T extends RelationRecord>(
  client: ClientLike,
  relation: Relation<T>,
  { subject, none }: { readonly subject: string; readonly none: string },
  left: () => CallOptions,
): Promise<Done> {
  const uris = await findRelations(client, relation, subject, left);
  // There is more than one where a program has written them without looking.
  for (const uri of uris) await deleteRecord(client, relation.schema, uri, left());
  return { uri: uris[0] ?? none, done: uris.length > 0 };
}

/**
 * The account's records about a subject. Young ones are found in its repository, for the AppView may not know them yet; old ones
 * the AppView knows. Where it cannot be asked, all are looked through.
 */
async function findRelations<T extends RelationRecord>(
  client: ClientLike,
  { schema, read, name }: Relation<T>,
  subject: string,
  left: () => CallOptions,
): Promise<readonly string[]> {
  const { repo } = await chooseRepo(client, undefined, left(), listRecords);
  let cursor: string | undefined;
  let isAsked = false;
  do {
    const page = await listRecords(client, { repo, collection: schema.nsid, limit: 100, cursor }, left());
    const found = page.records.filter(({ value }) => Object(value).subject === subject).map(({ uri }) => uri);
    if (found.length > 0) return found;
    cursor = page.records.length > 0 ? page.cursor : undefined;
    if (cursor === undefined || isAsked) continue;
    const view = await read(client, subject, left());
    const known = view?.viewer[name];
    if (view) return typeof known === "string" && (await isThere(client, known, left())) ? [known] : [];
    isAsked = true;
  } while (cursor !== undefined);
  return [];
}
