import { jsonToLex, type LexiconDoc, Lexicons } from "@atproto/lexicon";
import type { Target } from "./targets.ts";

/** What the official package says of a value, in JSON: nothing where it accepts it, else its first error. */
export type Oracle = (target: Target, value: unknown) => string | undefined;

/** Makes the judge: `@atproto/lexicon` with the same documents. */
export function createOracle(documents: readonly unknown[], targets: readonly Target[]): Oracle {
  // It writes into the documents that it is given.
  const lexicons = new Lexicons(structuredClone(documents) as LexiconDoc[]); // they are lexicons: the compiler read them
  // It has no way in for definitions that are no objects: they get an object around them.
  const wrapped = new Map<string, string>();
  for (const { definition } of targets) {
    if (definition.kind !== "type" || definition.node.kind === "object") continue;
    const id = `proof.wrapped.w${wrapped.size}` as const;
    const properties = { value: { type: "ref" as const, ref: `lex:${definition.id.replace("#main", "")}` } };
    lexicons.add({ lexicon: 1, id, defs: { main: { type: "object", required: ["value"], properties } } });
    wrapped.set(definition.id, id);
  }
  return (target, json) => {
    const { stackTraceLimit } = Error;
    // It makes an error for each value that it refuses: their stacks would be a quarter of the proof's time.
    Error.stackTraceLimit = 0;
    try {
      const value = jsonToLex(json as Parameters<typeof jsonToLex>[0]); // JSON, as the proof makes it
      const { nsid, id } = target.definition;
      const wrapper = wrapped.get(id);
      if (target.part === "params") lexicons.assertValidXrpcParams(nsid, value);
      else if (target.part === "input") lexicons.assertValidXrpcInput(nsid, value);
      else if (target.part === "output") lexicons.assertValidXrpcOutput(nsid, value);
      else if (target.part === "message") lexicons.assertValidXrpcMessage(nsid, value);
      else {
        const result = wrapper
          ? lexicons.validate(wrapper, { value })
          : lexicons.validate(id.replace("#main", ""), value);
        if (!result.success) return result.error.message;
      }
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  };
}

/** The path that an error of the judge is about, as far as it names one. */
export function pathOfError(target: Target, message: string): string[] | undefined {
  const missing = /^(\S+) must have the property "([^"]+)"/.exec(message);
  const place = missing ? `${missing[1]}/${missing[2]}` : message.split(" ", 1)[0];
  const [root = "", ...rest] = (place ?? "").split("/");
  if (target.part === "params" && root !== "Params")
    return /^(?:Params|Unexpected|Value)/.test(root) ? rest : [root, ...rest];
  if (!["Record", "Object", "Input", "Output", "Message", "Params"].includes(root)) return undefined;
  const wrapped = target.definition.kind === "type" && target.node.kind !== "object";
  return wrapped ? rest.slice(1) : rest;
}
