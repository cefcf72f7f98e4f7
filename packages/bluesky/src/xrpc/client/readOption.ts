import { checkSignal } from "../../errors/checkSignal.ts";
import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { typeOf } from "../../errors/typeOf.ts";
import { toService } from "../../network/toService.ts";

/**
 * An option as calls need it: a service is its origin, the names of headers are in lower case. What is not what it should be is
 * refused where it is given, without showing it.
 *
 * @throws {InvalidOptionError}
 */
export function readOption(name: string, value: unknown): unknown {
  if (value === undefined || value === null) return value;
  const expect = (isRight: boolean, expected: string, got = typeOf(value)): void => {
    if (!isRight) throw invalidOption(name, `Expected ${expected} as \`${name}\`, got ${got}.`);
  };
  /** Expects a list, or one of what it lists, and says what in it is wrong. */
  const expectAll = (list: unknown, isRight: (item: unknown) => boolean, expected: string): void => {
    const wrong = Array.isArray(list) ? list.findIndex((item) => !isRight(item)) : 0;
    expect(wrong < 0, expected, Array.isArray(value) ? `a list with ${typeOf(value[wrong])} in it` : undefined);
  };
  switch (name) {
    case "service":
      return toService(value);
    case "headers":
      return toHeaders(value);
    case "signal":
      checkSignal(value);
      break;
    case "session":
      expect(isFunction(Object(value).fetchHandler), "a session");
      break;
    case "fetch":
    case "settle":
      expect(isFunction(value), "a function");
      break;
    case "around":
      expectAll(value, isFunction, "a list of functions");
      break;
    case "route":
      expectAll([value].flat(), isFunction, "a function, or a list of functions,");
      break;
    case "hooks":
      expectAll([value].flat(), isHooks, "an object of functions, or a list of such,");
      break;
    case "timeout":
    case "deadline":
    case "maxResponseSize":
      expect(value === false || (typeof value === "number" && value >= 0), "a number");
      break;
    case "labelers":
      expectAll(value, isLabeler, "a list of DIDs, optionally followed by `;redact`,");
      break;
    case "proxy":
      expect(value === false || isToken(value), "`did#service`");
  }
  return value;
}

/** Headers by their names in lower case. */
function toHeaders(value: unknown): Record<string, string> {
  // What a program without types may give: a `Headers`, a list of pairs.
  const { [Symbol.iterator]: list } = Object(value) as Partial<Iterable<[string, unknown]>>;
  const pairs = isFunction(list) ? [...(value as Iterable<[string, unknown]>)] : Object.entries(value as object);
  const headers: Record<string, string> = {};
  for (const [name, item] of pairs) {
    if (item === undefined || item === null) continue;
    const text = /^[sn]/.test(typeof item) && typeof item !== "symbol" ? `${item}`.trim() : undefined;
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
      throw invalidOption(
        "headers",
        "Expected valid header names in `headers`, got one with characters that are not allowed.",
      );
    }
    if (text === undefined || !/^[\t\x20-\x7e\x80-\xff]*$/.test(text)) {
      const found = text === undefined ? typeOf(item) : "a text with characters that no header may have";
      throw invalidOption("headers", `Expected a string as the header "${name}", got ${found}.`);
    }
    headers[name.toLowerCase()] = text;
  }
  return headers;
}

function isFunction(value: unknown): boolean {
  return typeof value === "function";
}

function isHooks(value: unknown): boolean {
  const hooks = Object(value) as Record<string, unknown>;
  const names = ["onRequest", "onResponse", "onRetry", "onError"];
  return typeof value === "object" && names.every((name) => hooks[name] === undefined || isFunction(hooks[name]));
}

/** Whether it can stand in a header that lists such. */
function isLabeler(value: unknown): boolean {
  return typeof value === "string" && /^did:[\w.:%-]+(?: *; *[\w=-]+)*$/.test(value);
}

function isToken(value: unknown): boolean {
  return typeof value === "string" && /^[\x21-\x7e]*$/.test(value);
}
