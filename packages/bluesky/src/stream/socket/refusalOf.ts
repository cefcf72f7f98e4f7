import { isObject } from "../../data/isObject.ts";
import { parseJson } from "../../platform/parseJson.ts";
import type { Refusal } from "./Socket.ts";

/** What an answer says, whose status is no success. */
export function refusalOf(status: number | undefined, text: string): Refusal {
  const json = parseJson(text);
  const { error, message } = isObject(json) ? json : {};
  return {
    status: status ?? 0,
    ...(typeof error === "string" && { name: error }),
    ...(typeof message === "string" && { message }),
  };
}
