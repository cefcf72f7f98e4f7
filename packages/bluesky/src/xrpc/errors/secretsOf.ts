import { isSecret } from "../../errors/isSecret.ts";
import { isHarmlessHeader } from "../../network/isHarmlessHeader.ts";
import { quietly } from "../../platform/abort/quietly.ts";
import { decodeBase64Url } from "../../platform/bytes/base64.ts";
import { decodeUtf8 } from "../../platform/bytes/decodeUtf8.ts";
import type { Call } from "../contract/Call.ts";
import type { CallSummary } from "../contract/CallSummary.ts";

/** How deep what a call is given is looked through for secrets. */
const DEPTH = 4;

/** Headers that are not harmless everywhere, but no secrets. */
const PLAIN: readonly string[] = ["origin", "referer"];

/**
 * What errors of a call must not show: the values of its headers, unless they are harmless; the passwords and tokens among what it was
 * given, by their names; and those of its session. It is looked for when an error is made.
 */
export function secretsOf(call: CallSummary): readonly string[] {
  const { headers, input, options, params, session } = call as Partial<Call>; // whatever of it is there
  const found: string[] = [];
  const add = (value: unknown): void => {
    if (typeof value === "string" || typeof value === "number") found.push(`${value}`);
  };
  quietly(() => {
    for (const [name, value] of [...(headers ?? []), ...Object.entries(options?.headers ?? {})]) {
      if (!isHarmlessHeader(name) && !PLAIN.includes(name)) for (const part of partsOf(value)) add(part);
    }
  });
  quietly(() => lookThrough([params, input], false, DEPTH, add));
  quietly(() => (session ?? options?.session)?.["~secrets"]?.().forEach(add));
  return found;
}

/** The value of a header, and the secrets in it: after the name of a scheme, between those of cookies, in `Basic` the password. */
function partsOf(value: string): string[] {
  const words = value.split(/[\s;,]+/).filter((word) => !/^(?:basic|bearer|dpop)$/i.test(word));
  const parts = words.flatMap((word) => [word, word.slice(word.indexOf("=") + 1)]);
  const [, basic] = /^basic +([\w+/-]+)/i.exec(value) ?? [];
  const bytes = basic && decodeBase64Url(basic.replaceAll("+", "-").replaceAll("/", "_"));
  const plain = bytes && decodeUtf8(bytes);
  return plain ? [...parts, plain, plain.slice(plain.indexOf(":") + 1)] : parts;
}

function lookThrough(value: unknown, secret: boolean, depth: number, add: (secret: unknown) => void): void {
  if (secret) add(value);
  if (typeof value !== "object" || value === null || depth < 0) return;
  for (const [name, inner] of Object.entries(value)) lookThrough(inner, secret || isSecret(name), depth - 1, add);
}

/** Whether a call carries a password, a token or credentials of its own, beside those of a session. */
export function carriesSecret({ headers, input, params }: Pick<Call, "headers" | "input" | "params">): boolean {
  if ([...headers.keys()].some((name) => isSecret(name) || /auth|cookie|key/.test(name))) return true;
  let found = false;
  lookThrough([params, input], false, DEPTH, (value) => {
    found ||= typeof value === "string" || typeof value === "number";
  });
  return found;
}
