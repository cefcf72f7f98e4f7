import { parseArgs } from "node:util";

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;

/** What may be on the command line, beside the account. */
const options = {
  ...{ to: text, handle: text, journal: text, invite: text },
  ...{ "dry-run": flag, yes: flag, "without-missing": flag, undo: flag, delete: flag },
} as const;

export type Flags = ReturnType<typeof readFlags>["flags"];

/** Reads the command line. */
export function readFlags() {
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  return { flags: values, account: positionals[0] };
}
