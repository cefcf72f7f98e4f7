import { type Bad, DEADLINE, type Place } from "../../xrpc/testing/survival/Place.ts";
import type { MigrationOptions, Move } from "../contract/Migration.ts";
import { migrateAccount } from "../migrateAccount.ts";
import { undoMigration } from "../undoMigration.ts";
import { createDirectory, type TestDirectory } from "./createDirectory.ts";
import { createMove, memoryStore } from "./createMove.ts";
import { createServers, type Servers } from "./createServers.ts";

/** All that a migration asks of servers and a directory. */
export const MOVING: readonly string[] = [
  "com.atproto.server.createSession",
  "com.atproto.server.getSession",
  "com.atproto.server.describeServer",
  "com.atproto.server.getServiceAuth",
  "com.atproto.server.createAccount",
  "com.atproto.server.checkAccountStatus",
  "com.atproto.sync.getRepo",
  "com.atproto.repo.importRepo",
  "com.atproto.repo.listMissingBlobs",
  "com.atproto.sync.getBlob",
  "com.atproto.repo.uploadBlob",
  "app.bsky.actor.getPreferences",
  "app.bsky.actor.putPreferences",
  "com.atproto.identity.getRecommendedDidCredentials",
  "com.atproto.identity.requestPlcOperationSignature",
  "com.atproto.identity.signPlcOperation",
  "com.atproto.identity.submitPlcOperation",
  "com.atproto.server.activateAccount",
  "com.atproto.server.deactivateAccount",
  "/log/audit",
];

/** All that is asked when one is taken back. */
const UNDOING: readonly string[] = [
  "com.atproto.server.createSession",
  "com.atproto.identity.getRecommendedDidCredentials",
  "com.atproto.identity.submitPlcOperation",
  "com.atproto.server.activateAccount",
  "com.atproto.server.deactivateAccount",
  "com.atproto.server.requestAccountDelete",
  "com.atproto.server.deleteAccount",
  "/log/audit",
];

/** Somebody who moves. */
interface Mover {
  readonly servers: Servers;
  readonly directory: TestDirectory;
  readonly move: Move;
}

async function createMover(rest: (directory: TestDirectory) => Partial<Move> = () => ({})): Promise<Mover> {
  const directory = await createDirectory(createServers().from, createServers().handle);
  const servers = createServers(directory);
  return { servers, directory, move: createMove(servers, rest(directory)) };
}

/** The servers, one of whose answers is what a bad function makes of it. */
function spoil({ servers }: Mover, request: string, bad: Bad): typeof fetch {
  return (input, init) =>
    new URL(`${input}`).pathname.endsWith(request) ? bad(input, init) : servers.fetch(input, init);
}

/** Aborts some time after a bad function was called: before, everything takes as long as it wants on a busy machine. */
function abortAfter(bad: Bad): { readonly bad: Bad; readonly signal: AbortSignal } {
  const stop = new AbortController();
  const watched: Bad = (...args) => {
    setTimeout(() => stop.abort("enough"), DEADLINE);
    return bad(...args);
  };
  return { bad: watched, signal: stop.signal };
}

/** A place whose limit begins when it is reached. */
function reached(name: string, run: (bad: Bad, signal: AbortSignal) => Promise<unknown>): Place {
  return {
    name,
    run(bad) {
      const watched = abortAfter(bad);
      return run(watched.bad, watched.signal);
    },
    isUnawaited: true,
  };
}

const moved = async (bad: Bad, limits: MigrationOptions, request: string): Promise<unknown> => {
  const mover = await createMover();
  return migrateAccount(mover.move, { ...limits, fetch: spoil(mover, request, bad) });
};

const undone = async (bad: Bad, limits: MigrationOptions, request: string): Promise<unknown> => {
  const mover = await createMover(({ key }) => ({ rotationKey: key }));
  await migrateAccount(mover.move, { fetch: mover.servers.fetch });
  const deletionToken = (): string => "a token";
  return undoMigration(mover.move, { ...limits, fetch: spoil(mover, request, bad), deletionToken });
};

const given = (
  name: string,
  toRest: (bad: Bad, directory: TestDirectory) => Partial<Move>,
  toOptions: (bad: Bad) => MigrationOptions = () => ({}),
): Place => ({
  ...reached(name, async (bad, signal) => {
    const { servers, move } = await createMover((directory) => toRest(bad, directory));
    return migrateAccount(move, { fetch: servers.fetch, signal, ...toOptions(bad) });
  }),
  isPassedOn: true,
});

/** Everything that a migration waits for, also one that is taken back. */
export const places: readonly Place[] = [
  ...MOVING.flatMap((request): Place[] => [
    reached(`${request} of a move, until it is aborted`, (bad, signal) => moved(bad, { signal }, request)),
    {
      name: `${request} of a move, within its time`,
      run: (bad, { deadline }) => moved(bad, { timeout: deadline }, request),
    },
  ]),
  ...UNDOING.map((request) =>
    reached(`${request} of a move that is taken back`, (bad, signal) => undone(bad, { signal }, request)),
  ),
  given("a journal's load", (load) => ({ journal: { ...memoryStore(), load } })),
  given("a journal's save", (save) => ({ journal: { ...memoryStore(), save } })),
  given("what asks for the token", (token) => ({ token })),
  given("a rotation key", (sign, { key: { did } }) => ({ rotationKey: { did, sign } })),
  given(
    "what is told of the progress",
    () => ({}),
    (onProgress) => ({ onProgress }),
  ),
  {
    ...reached("what publishes a document", (publish, signal) => {
      const servers = createServers();
      return migrateAccount(createMove(servers, { publish }), { fetch: servers.fetch, signal });
    }),
    isPassedOn: true,
  },
  {
    ...reached("what asks for the token of a deletion", async (deletionToken, signal) => {
      const { servers, move } = await createMover(({ key }) => ({ rotationKey: key }));
      await migrateAccount(move, { fetch: servers.fetch });
      return undoMigration(move, { fetch: servers.fetch, signal, deletionToken });
    }),
    isPassedOn: true,
  },
];
