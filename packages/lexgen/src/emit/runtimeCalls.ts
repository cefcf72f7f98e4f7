import { brokenConstraints } from "../ir/brokenConstraints.ts";
import type { IntegerNode, StringNode } from "../ir/ir.ts";
import { literal } from "./literal.ts";

/** A call of the runtime: its arguments after the value, and those that may be missing at its end. */
export interface RuntimeCall {
  readonly name: string;
  readonly before?: readonly string[];
  readonly after?: readonly (string | number | undefined)[];
}

/** The runtime's function for each string format. */
const FORMATS: { readonly [format: string]: string } = {
  "at-identifier": "atIdentifier",
  "at-uri": "atUri",
  cid: "cid",
  datetime: "datetime",
  did: "did",
  handle: "handle",
  language: "language",
  nsid: "nsid",
  "record-key": "recordKey",
  tid: "tid",
  uri: "uri",
};

/** The calls that check a string. What is wrong with its type is said by the first. */
export function stringCalls(node: StringNode): readonly RuntimeCall[] {
  const { calls, enough } = fixedValues(node);
  if (enough) return calls;
  const limits = [node.maxLength, node.maxGraphemes, node.minLength, node.minGraphemes];
  if (withoutMissing(limits).length > 0) calls.push({ name: "text", after: limits });
  const format = node.format === undefined ? undefined : FORMATS[node.format];
  if (format) calls.push({ name: format });
  return calls.length === 0 ? [{ name: "string" }] : calls;
}

/** The same of an integer. */
export function integerCalls(node: IntegerNode): readonly RuntimeCall[] {
  const { calls, enough } = fixedValues(node);
  return enough ? calls : [...calls, { name: "integer", after: [node.minimum, node.maximum] }];
}

/** The call that holds a value to a few. */
export function oneOf(values: readonly unknown[]): RuntimeCall {
  return { name: "oneOf", before: [literal(values)] };
}

/**
 * The calls that hold a value to a constant and an enum. They are enough where what they allow keeps all that a schema says
 * besides, as it nearly always does.
 */
function fixedValues(node: StringNode | IntegerNode): { calls: RuntimeCall[]; enough: boolean } {
  const { const: constant, enum: list } = node;
  if (constant === undefined && list === undefined) return { calls: [], enough: false };
  const allowed: readonly (string | number)[] = constant === undefined ? (list ?? []) : [constant];
  const calls = [oneOf(allowed)];
  if (constant !== undefined && list && !(list as readonly unknown[]).includes(constant)) calls.push(oneOf(list));
  return { calls, enough: allowed.every((value) => brokenConstraints(node, value).length === 0) };
}

/** The arguments of a call without those missing at its end. */
export function withoutMissing(list: readonly (string | number | undefined)[]): string[] {
  let length = list.length;
  while (length > 0 && list[length - 1] === undefined) length--;
  return list.slice(0, length).map(String);
}
