import { invalidOption } from "../../errors/InvalidOptionError.ts";
import type { ProfileView } from "../../lexicons/app/bsky/actor/defs.ts";
import { importContacts as send } from "../../lexicons/app/bsky/contact/importContacts.ts";
import { startPhoneVerification } from "../../lexicons/app/bsky/contact/startPhoneVerification.ts";
import { verifyPhone } from "../../lexicons/app/bsky/contact/verifyPhone.ts";
import { waitFor } from "../../records/single/limits/waitFor.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";

/** How many contacts the service takes. */
const MOST = 1000;

/** What it takes to import contacts. */
export interface ContactsInput {
  /** One's own phone number: `+12125550123`. */
  readonly phone: string;
  /** The phone numbers of others, up to 1,000 different ones, with their country codes. Spaces and the like do not matter. */
  readonly contacts: readonly string[];
  /** Asks for the code that has come by SMS. */
  code(): string | Promise<string>;
}

/** Somebody among the contacts. */
export interface ContactMatch {
  /** The account. */
  readonly profile: ProfileView;
  /** The phone number, as it was given. */
  readonly contact: string;
}

/**
 * Finds out which of one's contacts are here: those who have imported one's own number, too. Has an SMS sent to one's own phone,
 * asks for its code, and sends the numbers. Nothing is sent before all numbers are such. `app.bsky.contact.removeData` has the
 * service forget them.
 *
 * `deadline` applies to each call, because the code takes its time.
 *
 * @returns whom it has found
 * @throws {InvalidOptionError}
 * @throws {AbortedError}
 * @throws {CallError} `InvalidPhone`, `InvalidCode`, `RateLimitExceeded` and others of the lexicon
 * @throws {unknown} what `code` throws
 * @example
 * ```ts
 * const code = () => ask("The code of the SMS?");
 * for (const { profile, contact } of await importContacts(client, { phone, contacts, code })) console.log(contact, profile.handle);
 * ```
 * @see https://docs.bsky.app/blog/contact-import-rfc
 */
export async function importContacts(
  client: ClientLike,
  input: ContactsInput,
  options: CallOptions = {},
): Promise<ContactMatch[]> {
  const { phone, contacts, code } = input;
  const own = toNumber(phone, "phone");
  /** As they were given, by what is sent: each once, and none is one's own. */
  const given = new Map(contacts.map((contact) => [toNumber(contact, "contacts"), contact]));
  given.delete(own);
  const numbers = [...given.keys()];
  if (numbers.length === 0 || numbers.length > MOST) {
    throw invalidOption("contacts", `Expected 1 to ${MOST} different phone numbers of others, got ${numbers.length}.`);
  }
  await startPhoneVerification(client, { phone: own }, options);
  const entered = await waitFor(code, options.signal, "the import of contacts was aborted");
  const { token } = await verifyPhone(client, { phone: own, code: entered.trim() }, options);
  const { matchesAndContactIndexes } = await send(client, { token, contacts: numbers }, options);
  return matchesAndContactIndexes.flatMap(({ match, contactIndex }) => {
    const contact = given.get(numbers[contactIndex] ?? "");
    return contact === undefined ? [] : [{ profile: match, contact }];
  });
}

/** A number as the service takes it: E.164. */
function toNumber(text: string, option: "phone" | "contacts"): string {
  const number = String(text).replaceAll(/[\s().\-/\u00a0\u2010-\u2015]/g, "");
  if (/^\+[1-9]\d{5,14}$/.test(number)) return number;
  // Phone numbers are nobody else's business: messages end up in logs.
  throw invalidOption(option, `Expected phone numbers with "+" and their country code as \`${option}\`.`);
}
