import { createAppPassword as create } from "../../lexicons/com/atproto/server/createAppPassword.ts";
import { listAppPasswords as list } from "../../lexicons/com/atproto/server/listAppPasswords.ts";
import { revokeAppPassword as revoke } from "../../lexicons/com/atproto/server/revokeAppPassword.ts";
import { countDown } from "../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";

/** Options of {@link createAppPassword}. */
export interface AppPasswordOptions extends CallOptions {
  /** Whether programs that log in with it have access to direct messages. @default false */
  readonly directMessages?: boolean | undefined;
}

/**
 * The account's app passwords, by their names. What they are is shown once only, when they are created.
 *
 * @throws {CallError} also for a session that began with an app password
 * @example
 * ```ts
 * for (const { name, createdAt } of await listAppPasswords(client)) console.log(name, createdAt);
 * ```
 */
export async function listAppPasswords(
  client: ClientLike,
  options: CallOptions = {},
): Promise<readonly list.Output["passwords"][number][]> {
  return (await list(client, {}, options)).passwords;
}

/**
 * Creates an app password. Keep it: nobody shows it again. If the answer is lost, the call fails; revoke the name then, and create
 * it again.
 *
 * @param name tells it from others. A name that there is already is refused
 * @throws {CallError} also for a session that began with an app password
 * @example
 * ```ts
 * const { password } = await createAppPassword(client, "my bot", { directMessages: true });
 * ```
 */
export function createAppPassword(
  client: ClientLike,
  name: string,
  { directMessages, ...options }: AppPasswordOptions = {},
): Promise<create.Output> {
  return create(client, { name, privileged: directMessages }, options);
}

/**
 * Revokes an app password, and ends the sessions that began with it.
 *
 * @returns whether there was one of that name
 * @throws {CallError} also for a session that began with an app password
 * @example
 * ```ts
 * await revokeAppPassword(client, "my bot");
 * ```
 */
export async function revokeAppPassword(client: ClientLike, name: string, options: CallOptions = {}): Promise<boolean> {
  const left = countDown(client, options);
  const there = (await list(client, {}, left())).passwords.some((one) => one.name === name);
  if (there) await revoke(client, { name }, { ...left(), idempotent: true });
  return there;
}
