import { format, inspect } from "node:util";

/** Everything that the usual ways to look at a value would show of it, with the causes of errors. */
export function showAll(value: unknown): string {
  const seen = new Set<unknown>();
  const shown: string[] = [];
  for (let each = value; each !== undefined && !seen.has(each); each = Object(each).cause) {
    seen.add(each);
    const { message, stack, toJSON } = Object(each);
    shown.push(
      inspect(each, { showHidden: true, depth: 9, maxStringLength: null, maxArrayLength: null }),
      inspect(each, { getters: true, depth: 9, maxStringLength: null, maxArrayLength: null }),
      format("%s %o %O %j", each, each, each, each),
      `${message} ${stack}`,
      attempt(() => JSON.stringify(each)),
      attempt(() => JSON.stringify(toJSON?.call(each))),
      attempt(() => inspect(structuredClone(each), { depth: 9 })),
    );
  }
  return shown.join("\n");
}

/** What cannot be shown shows nothing. */
function attempt(show: () => string | undefined): string {
  try {
    return show() ?? "";
  } catch {
    return "";
  }
}
