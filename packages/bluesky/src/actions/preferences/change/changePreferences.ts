import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import { typeOf } from "../../../errors/typeOf.ts";
import { sleep } from "../../../platform/abort/sleep.ts";
import { chooseRepo } from "../../../records/single/chooseRepo.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import { XrpcError } from "../../../xrpc/errors/XrpcError.ts";
import type { Edit } from "../entries/PreferenceEntry.ts";
import { lockAccount } from "./lockAccount.ts";
import { preferencesError } from "./PreferencesError.ts";
import type { PreferencesChange, PreferencesOptions } from "./PreferencesOptions.ts";
import { writeEdit } from "./writeEdit.ts";

/** How often a change is written that others write over. */
const ROUNDS = 10;

/**
 * Changes the preferences of the client's account.
 *
 * @throws {PreferencesError}
 * @throws {RecordsError} `no_repo` where there is no account
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @throws {unknown} what the edit throws
 */
export async function changePreferences(
  client: ClientLike,
  edit: Edit,
  { verify, ...options }: PreferencesOptions,
): Promise<PreferencesChange> {
  if (verify !== undefined && !(verify >= 0 && verify < Number.POSITIVE_INFINITY)) {
    throw invalidOption("verify", `Expected a number of milliseconds as \`verify\`, got ${typeOf(verify)}.`);
  }
  const left = countDown(client, options);
  const operation = { nsid: "app.bsky.actor.putPreferences", kind: "procedure" } as const;
  const { repo: did } = await chooseRepo(client, undefined, left(), operation);
  const job = { did, edit, left };
  return lockAccount(client, did, left(), async () => {
    try {
      const done = await writeEdit(client, job);
      for (let round = 1; done && verify !== undefined; round++) {
        await sleep(verify, options.signal);
        if (!(await writeEdit(client, job))) break;
        if (round === ROUNDS) {
          throw preferencesError("change_lost", `${did}: another program has written over the change ${ROUNDS} times`);
        }
      }
      return { done };
    } catch (error) {
      throw needsPassword(error) ? passwordNeeded(did, error) : error;
    }
  });
}

/** Whether a server says that the session may not change what is in its preferences. */
function needsPassword(error: unknown): error is XrpcError {
  return error instanceof XrpcError && /authorization to set preferences/i.test(error.message);
}

function passwordNeeded(did: string, cause: unknown): Error {
  const message = `the server shows and changes the birth date of ${did} only in a session with the account's own password`;
  return preferencesError("password_needed", `${message}: nothing was changed`, cause);
}
