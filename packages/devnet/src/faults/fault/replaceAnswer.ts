import type { Answer } from "../traffic/Answer.ts";
import { drain } from "../traffic/gather.ts";
import type { Exchange, Fault, FaultHandler } from "./Fault.ts";

/** When a fault that answers instead of the server takes effect. */
export interface CommitOptions {
  /**
   * Whether the request reaches the server first. Its answer is awaited and dropped: the request has been carried out,
   * but the client is not told.
   *
   * @default false
   */
  afterCommit?: boolean | undefined;
}

/** A fault that answers in place of the server. */
export function replaceAnswer(
  name: string,
  { afterCommit = false }: CommitOptions,
  make: (exchange: Exchange) => Answer,
): Fault {
  const handle: FaultHandler["handle"] = async (exchange, next) => {
    if (afterCommit) await discard(await next());
    return make(exchange);
  };
  return { name, start: () => ({ handle }) };
}

async function discard(answer: Answer): Promise<void> {
  if (typeof answer === "string") return;
  // A stream has no end to wait for.
  if (answer.upgraded === undefined) await drain(answer.body);
  else answer.upgraded.destroy();
}
