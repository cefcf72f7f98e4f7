import { invalidOption } from "../../errors/DevnetError.ts";
import type { Fault, FaultHandler, Next } from "../fault/Fault.ts";

/**
 * Combines several faults into one, for a single rule. The first is the outermost: it sees the answer last. A fault
 * that answers instead of the server comes last, because nothing behind it is reached.
 *
 * @throws {DevnetError} `invalid_option`
 * @example
 * ```ts
 * faulty.pds.add(faults.compose(faults.latency(3000), faults.status(504)), { times: 1 });
 * ```
 */
export function compose(...parts: readonly Fault[]): Fault {
  if (parts.length === 0) throw invalidOption("compose", "at least one fault", "none");
  return {
    name: parts.map(({ name }) => name).join(" + "),
    additive: parts.every(({ additive = false }) => additive),
    start(tokens) {
      const handlers = parts.map((part) => part.start(tokens));
      const handle: FaultHandler["handle"] = async (exchange, next) => {
        const chain = handlers.reduceRight<Next>((rest, handler) => async () => handler.handle(exchange, rest), next);
        return chain();
      };
      return { concerns: (request) => handlers.every(({ concerns }) => concerns?.(request) ?? true), handle };
    },
  };
}
