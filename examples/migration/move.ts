import { type MigrationProgress, type Move, migrateAccount, undoMigration } from "bluesky/migration";
import { createAsk } from "./createAsk.ts";
import { readFlags } from "./readFlags.ts";
import { readMove } from "./readMove.ts";
import { showReport } from "./showReport.ts";

const { flags, account } = readFlags();
const { BLUESKY_NETWORK } = process.env;
const network = BLUESKY_NETWORK === undefined ? undefined : JSON.parse(BLUESKY_NETWORK);
// Ctrl+C stops it between two requests, and it can go on another day.
const stop = new AbortController();
process.once("SIGINT", () => stop.abort("Ctrl+C"));
const options = { network, signal: stop.signal };
const say = (line: string): void => console.error(line);
using ask = createAsk(stop.signal);

/** Does something at both servers. Where the old one wants the code of an e-mail at logins, it is asked for. */
async function enter<T>(move: Move, work: (move: Move) => Promise<T>): Promise<T> {
  try {
    return await work(move);
  } catch (error) {
    if (Object(error).error !== "AuthFactorTokenRequired") throw error;
    const authFactorToken = await ask.secret("Code of the e-mail for the login at the old server?");
    return work({ ...move, from: { ...move.from, authFactorToken } });
  }
}

try {
  const move = await readMove(account, flags, ask);
  if (flags.undo) {
    const deletionToken = (): Promise<string> => ask.secret("Token of the e-mail that the new server has sent?");
    const undo = { ...options, ...(flags.delete && { deletionToken }) };
    const { done, isAccountLeft } = await enter(move, (one) => undoMigration(one, undo));
    say(done ? "Taken back." : "There is nothing to take back.");
    if (isAccountLeft) say("A deactivated account stays on the new server: --undo --delete removes one.");
  } else {
    const plan = await enter(move, (one) => migrateAccount(one, { ...options, dryRun: true }));
    showReport(plan);
    if (plan.obstacles.length > 0) process.exitCode = 1;
    else if (!plan.isDone && !flags["dry-run"]) {
      const go = flags.yes || (await ask.text(`Move ${plan.did} to ${plan.to} (yes, no)?`)) === "yes";
      const onMissingBlob = flags["without-missing"] ? "continue" : "stop";
      const onProgress = ({ step, state, copied }: MigrationProgress): void => say(`${step}: ${copied ?? state}`);
      if (go) showReport(await enter(move, (one) => migrateAccount(one, { ...options, onMissingBlob, onProgress })));
    }
  }
} catch (error) {
  const { message, missing = [] } = Object(error) as { message?: string; missing?: { cid: string; reason: string }[] };
  for (const { cid, reason } of missing) say(`Not copied: ${cid}: ${reason}`);
  say(`${message}\nThe same command goes on where it stopped; with --undo it takes the move back.`);
  process.exitCode = 1;
}
