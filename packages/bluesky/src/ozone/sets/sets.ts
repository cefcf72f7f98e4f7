import { addValues } from "../../lexicons/tools/ozone/set/addValues.ts";
import type { SetView } from "../../lexicons/tools/ozone/set/defs.ts";
import { deleteSet as callDeleteSet } from "../../lexicons/tools/ozone/set/deleteSet.ts";
import { deleteValues } from "../../lexicons/tools/ozone/set/deleteValues.ts";
import { getValues } from "../../lexicons/tools/ozone/set/getValues.ts";
import { querySets } from "../../lexicons/tools/ozone/set/querySets.ts";
import { upsertSet } from "../../lexicons/tools/ozone/set/upsertSet.ts";
import { countDown } from "../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";

/** Options of {@link saveSet}. */
export interface SaveSetOptions extends CallOptions {
  /** What the set is for. */
  readonly description?: string | undefined;
}

/** Options of {@link listSets}. */
export interface ListSetsOptions extends CallOptions {
  /** What their names begin with. */
  readonly prefix?: string | undefined;
  /** How many to give at most. @default all */
  readonly max?: number | undefined;
}

/** Options of {@link listSetValues}. */
export interface ListSetValuesOptions extends CallOptions {
  /** How many to give at most. @default all */
  readonly max?: number | undefined;
}

/** How many values are sent in one call. */
const MOST = 1_000;

/**
 * Makes a named set of values, for rules and queues, or changes its description.
 *
 * @throws {CallError}
 * @example
 * ```ts
 * await saveSet(client, "bad-domains", { description: "Links to these are spam" });
 * ```
 */
export function saveSet(client: ClientLike, name: string, options: SaveSetOptions = {}): Promise<SetView> {
  const { description, ...rest } = options;
  return upsertSet(client, { name, description }, rest);
}

/**
 * Deletes a set and its values.
 *
 * @throws {CallError} `SetNotFound`
 * @example
 * ```ts
 * await removeSet(client, "bad-domains");
 * ```
 */
export async function removeSet(client: ClientLike, name: string, options: CallOptions = {}): Promise<void> {
  await callDeleteSet(client, { name }, options);
}

/**
 * Adds values to a set, as many as there are: a thousand in each call. Those that are in it stay.
 *
 * @throws {CallError} `SetNotFound`
 * @example
 * ```ts
 * await addToSet(client, "bad-domains", ["spam.example", "more.example"]);
 * ```
 */
export async function addToSet(
  client: ClientLike,
  name: string,
  values: readonly string[],
  options: CallOptions = {},
): Promise<void> {
  const left = countDown(client, options);
  for (const part of inParts(values)) await addValues(client, { name, values: part }, left());
}

/**
 * Takes values out of a set, as many as there are: a thousand in each call.
 *
 * @throws {CallError} `SetNotFound`
 * @example
 * ```ts
 * await removeFromSet(client, "bad-domains", ["more.example"]);
 * ```
 */
export async function removeFromSet(
  client: ClientLike,
  name: string,
  values: readonly string[],
  options: CallOptions = {},
): Promise<void> {
  const left = countDown(client, options);
  for (const part of inParts(values)) await deleteValues(client, { name, values: part }, left());
}

/**
 * The sets there are, by name.
 *
 * @throws {CallError}
 * @example
 * ```ts
 * for await (const { name, setSize } of listSets(client)) console.log(name, setSize);
 * ```
 */
export function listSets(client: ClientLike, options: ListSetsOptions = {}): AsyncGenerator<SetView, void, undefined> {
  const { prefix, ...rest } = options;
  return querySets.items(client, { namePrefix: prefix }, rest);
}

/**
 * The values of a set.
 *
 * @throws {CallError} `SetNotFound`
 * @example
 * ```ts
 * for await (const domain of listSetValues(client, "bad-domains")) console.log(domain);
 * ```
 */
export function listSetValues(
  client: ClientLike,
  name: string,
  options: ListSetValuesOptions = {},
): AsyncGenerator<string, void, undefined> {
  return getValues.items(client, { name, limit: MOST }, options);
}

function inParts(values: readonly string[]): string[][] {
  const count = Math.ceil(values.length / MOST);
  return Array.from({ length: count }, (_, index) => values.slice(index * MOST, (index + 1) * MOST));
}
