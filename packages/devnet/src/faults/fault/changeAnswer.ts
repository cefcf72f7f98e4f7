import type { HttpAnswer } from "../traffic/Answer.ts";
import type { Exchange, Fault, FaultHandler } from "./Fault.ts";

/** A fault that changes the server's answer, where there is one. */
export function changeAnswer(
  name: string,
  change: (answer: HttpAnswer, exchange: Exchange) => HttpAnswer | Promise<HttpAnswer>,
): Fault {
  const handle: FaultHandler["handle"] = async (exchange, next) => {
    const answer = await next();
    return typeof answer === "string" ? answer : change(answer, exchange);
  };
  return { name, start: () => ({ handle }) };
}
