import { type FaultyNetwork, faults, startFaults } from "bluesky-devnet";
import type { ContenderUser } from "../contenders/Contender.ts";
import { type LedgerEntry, plainRepo } from "../outcomes/plainRepo.ts";
import { describeError } from "../table/describeError.ts";
import type { KindCase, KindResult, KindSetting } from "./KindCase.ts";

const half = "😀".slice(0, 1);
/** The property that no lexicon declares. */
const NAME = "extra";

interface Tried {
  readonly error: string | undefined;
  /** What is there, as the server itself tells. */
  readonly there: readonly LedgerEntry[];
}

/** Writes a post once, and looks what is there. */
async function tryWrite(
  { network, account, make }: KindSetting,
  more: object,
  arm: (faulty: FaultyNetwork) => void = () => {},
): Promise<Tried> {
  await using faulty = await startFaults(network);
  const on = { ...account, network: faulty.network, service: faulty.network.pds };
  const user: ContenderUser = await (await make("calls")).login(on);
  const repo = await plainRepo(network.pds, account);
  const before = new Set((await repo.list("app.bsky.feed.post")).map(({ rkey }) => rkey));
  arm(faulty);
  const error = await user.write("data", more).then(() => undefined, describeError);
  const there = (await repo.list("app.bsky.feed.post")).filter(({ rkey }) => !before.has(rkey));
  return { error, there };
}

/** What a server stores in a form of its own, and its answer is lost. */
function lost(name: string, more: object): KindCase {
  return {
    name: `${name}, answer lost`,
    async run(setting) {
      const { error, there } = await tryWrite(setting, more, ({ pds }) => {
        pds.add(faults.resetAfterCommit(), { nsid: "com.atproto.repo.createRecord", times: 1 });
      });
      const posts = `${there.length} post${there.length === 1 ? "" : "s"}`;
      const found = `${error === undefined ? "done" : error}, ${posts}`;
      if (there.length > 1) return { found, harm: "doubled" };
      if (error === undefined) return { found, harm: there.length === 0 ? "lost" : undefined };
      const isTold = error === "write_outcome_unknown";
      return { found, harm: there.length > 0 && !isTold ? "failed, yet there" : undefined };
    },
  };
}

/** What is not of the data model: what is sent of it? */
function odd(name: string, value: unknown, key: string = NAME): KindCase {
  return {
    name: `${key === NAME ? "" : `${key}: `}${name}`,
    async run(setting): Promise<KindResult> {
      const { error, there } = await tryWrite(setting, { [key]: value });
      const [post] = there;
      if (!post) {
        const isServers = /\d{3}/.test(error ?? "");
        return { found: `${isServers ? "sent, and refused by the server" : "not sent"}: ${error}` };
      }
      const found = `stored as ${show(post.value[key])}`;
      // Bytes have a form of their own in JSON.
      const isKept = value instanceof Uint8Array && Object(post.value[key]).$bytes === "AQI";
      if (isKept) return { found };
      const isSame = JSON.stringify(post.value[key]) === JSON.stringify(value) && Object(value).$link !== undefined;
      return { found, harm: isSame ? "no link, and stored" : "not what was given" };
    },
  };
}

function show(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value).replaceAll("\ufffd", "U+FFFD");
}

export const dataCases: readonly KindCase[] = [
  lost("padded bytes", { [NAME]: { $bytes: "AQI=" } }),
  lost("half a surrogate pair", { text: half }),
  odd("NaN", Number.NaN),
  odd("1.5", 1.5),
  odd("2 ** 53", 2 ** 53),
  odd("Uint8Array", new Uint8Array([1, 2])),
  odd("Map", new Map([["a", 1]])),
  odd("Date", new Date(0)),
  odd("half a surrogate pair", half, "text"),
  odd('{ $link: "nope" }', { $link: "nope" }),
];
