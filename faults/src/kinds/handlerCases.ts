import { faults, startFaults } from "bluesky-devnet";
import type { Given } from "../contenders/Contender.ts";
import { withPatience } from "../table/withPatience.ts";
import type { KindCase } from "./KindCase.ts";

/** How long a call may take, and how long it is waited for, in milliseconds. */
const LIMIT = 1_000;
const PATIENCE = 6_000;
/** The PDS gives the same access token to all who ask in one second: a new one is a new one only after that. */
const TOKEN_AGE = 1_100;

type Part = "fetch" | "store" | "hook";

/** A function of the user's that, from some moment on, never ends. It obeys no signal. */
function neverEnding(part: Part): KindCase {
  return {
    name: `a ${part} that never ends, ${LIMIT / 1000} s`,
    async run({ network, account, post, make }) {
      await using faulty = await startFaults(network);
      const contender = await make("session");
      if (part === "hook" && !contender.hasHooks) return { found: "it has none" };
      let isStuck = false;
      const wait = async (): Promise<void> => {
        if (isStuck) await new Promise(() => {});
      };
      const given: Given = {
        limit: LIMIT,
        [part]:
          part !== "fetch"
            ? wait
            : async (...of: Parameters<typeof fetch>): Promise<Response> => {
                await wait();
                return fetch(...of);
              },
      };
      const on = { ...account, network: faulty.network, service: faulty.network.pds };
      const user = await contender.login(on, given);
      if (part === "store") {
        await new Promise((resolve) => setTimeout(resolve, TOKEN_AGE));
        faulty.pds.add(faults.expiredTokens());
      }
      isStuck = true;
      const { how, error, value, time } = await withPatience(PATIENCE, () => user.read(post.rkey));
      const seconds = `${(time / 1000).toFixed(1)} s`;
      if (how === "waits") return { found: `no end in ${PATIENCE / 1000} s`, harm: "hangs" };
      const end = how === "failed" ? error : value === post.text ? "succeeds" : `gives ${value}`;
      return { found: `${end} after ${seconds}`, harm: time > 2 * LIMIT ? "late" : undefined };
    },
  };
}

export const handlerCases: readonly KindCase[] = [neverEnding("fetch"), neverEnding("store"), neverEnding("hook")];
