import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { typeOf } from "../../errors/typeOf.ts";
import type { RichText, Text } from "./RichText.ts";

/**
 * A text in one form.
 *
 * @throws {InvalidOptionError} where it is none, as a program without types may give it
 */
export function toRichText(text: Text): RichText {
  if (typeof text === "string") return { text };
  if (typeof (text as RichText | null | undefined)?.text === "string") return text;
  throw invalidOption("text", `Expected a string, or an object with a string as its \`text\`, got ${typeOf(text)}.`);
}
