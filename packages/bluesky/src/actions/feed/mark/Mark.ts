import { listRecords } from "../../../lexicons/com/atproto/repo/listRecords.ts";
import type { StrongRef } from "../../../lexicons/com/atproto/repo/strongRef.ts";
import { chooseRepo } from "../../../records/single/chooseRepo.ts";
import { create } from "../../../records/single/create.ts";
import { deleteRecord } from "../../../records/single/deleteRecord.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import { isThere } from "../../../records/single/outcome/isThere.ts";
import { storedCid } from "../../../records/single/outcome/storedCid.ts";
import type { RecordSchema } from "../../../schema/RecordSchema.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { Done } from "../../refs/Done.ts";
import type { SubjectRef } from "../../refs/PostRef.ts";
import { type KnownView, resolveSubject, type Subject } from "../../refs/resolveSubject.ts";
import { toStrongRef } from "../../refs/toStrongRef.ts";
import { toVia } from "../../refs/toVia.ts";
import { readViewer } from "../find/readViewer.ts";

/** The record of a like or a repost. */
interface MarkRecord {
  readonly subject: StrongRef;
  readonly via?: StrongRef | undefined;
  readonly createdAt: string;
}

/** A kind of record that says something of another one, at most once in each repository. */
export interface Mark {
  readonly schema: RecordSchema<MarkRecord>;
  /** Where a view says it of the viewer. */
  readonly name: "like" | "repost";
}

/** Options of `like` and `repost`. */
export interface MarkOptions extends CallOptions {
  /** The repost by which one has come across it: whoever reposted it is told, too. */
  readonly via?: SubjectRef | undefined;
}

/**
 * Marks a subject, unless it is marked.
 *
 * A server deletes an earlier record of the same subject in the commit of a new one, but it gets another URI then: so it is looked
 * for first.
 *
 * @throws {InvalidOptionError}
 * @throws {PostError} `post_not_found`
 * @throws {RecordsError} `no_repo`
 * @throws {CallError}
 */
export async function addMark(
  client: ClientLike,
  mark: Mark,
  ref: SubjectRef,
  { via, ...options }: MarkOptions,
): Promise<Done> {
  const left = countDown(client, options);
  const subject = await resolveSubject(client, ref, left());
  const { marks, view } = await findMarks(client, mark, subject, left);
  if (marks[0] !== undefined) return { uri: marks[0], done: false };
  const known = view ?? subject.known;
  const about = await toStrongRef(
    client,
    { ...subject, known: { ...known, cid: subject.known.cid ?? known.cid } },
    left(),
    storedCid,
  );
  const by = await toVia(client, via, left);
  const { uri } = await create(client, mark.schema, { subject: about, ...by }, left());
  return { uri, done: true };
}

/**
 * Takes a mark off. What is not marked is no error.
 *
 * @param ref the subject, or the record that marks it
 * @throws {InvalidOptionError}
 * @throws {RecordsError}
 * @throws {CallError}
 */
export async function removeMark(client: ClientLike, mark: Mark, ref: SubjectRef, options: CallOptions): Promise<Done> {
  const left = countDown(client, options);
  const subject = await resolveSubject(client, ref, left());
  const isMark = subject.collection === mark.schema.nsid;
  const marks = isMark
    ? await existing(client, [subject.uri], left)
    : (await findMarks(client, mark, subject, left)).marks;
  // There is more than one where a program has written them without looking.
  for (const uri of marks) await deleteRecord(client, mark.schema, uri, left());
  return { uri: marks[0] ?? subject.uri, done: marks.length > 0 };
}

/**
 * The account's marks of a subject. Young ones are found in its repository, for the AppView may not know them yet; it knows the old
 * ones of posts. Of other subjects all marks are looked through.
 */
async function findMarks(
  client: ClientLike,
  { schema, name }: Mark,
  { uri, collection, did: _, ...subject }: Subject,
  left: () => CallOptions,
): Promise<{ readonly marks: readonly string[]; readonly view?: KnownView | undefined }> {
  const { repo } = await chooseRepo(client, undefined, left(), listRecords);
  let cursor: string | undefined;
  const isPost = collection === "app.bsky.feed.post";
  do {
    const page = await listRecords(client, { repo, collection: schema.nsid, limit: 100, cursor }, left());
    const marks = page.records.filter(({ value }) => subjectOf(value) === uri).map((record) => record.uri);
    if (marks.length > 0) return { marks };
    cursor = page.records.length > 0 ? page.cursor : undefined;
  } while (cursor !== undefined && !isPost);
  // A short list was looked through to its end.
  if (cursor === undefined || !isPost) return { marks: [] };
  const view = subject.known.viewer ? subject.known : await readViewer(client, { uri }, left());
  const marked = view?.viewer?.[name];
  return { marks: typeof marked === "string" ? await existing(client, [marked], left) : [], view };
}

/** Those of the account's records that are there: a view may be older than what it says. */
async function existing(client: ClientLike, uris: readonly string[], left: () => CallOptions): Promise<string[]> {
  const there: string[] = [];
  for (const uri of uris) if (await isThere(client, uri, left())) there.push(uri);
  return there;
}

function subjectOf(value: unknown): unknown {
  return Object(Object(value).subject).uri;
}
