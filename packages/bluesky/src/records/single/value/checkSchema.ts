import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import { typeOf } from "../../../errors/typeOf.ts";
import type { RecordSchema } from "../../../schema/RecordSchema.ts";

/**
 * Refuses what is given as the schema of a record and is none, as a program without types may give it.
 *
 * @throws {InvalidOptionError}
 */
export function checkSchema(schema: RecordSchema<unknown>): void {
  const { nsid, key, parse } = Object(schema) as Partial<RecordSchema<unknown>>;
  if (typeof nsid === "string" && typeof key === "string" && typeof parse === "function") return;
  throw invalidOption("schema", `Expected the schema of a record, such as \`Post\`, got ${typeOf(schema)}.`);
}
