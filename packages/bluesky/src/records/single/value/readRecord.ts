import { type ValidationError, validationError } from "../../../schema/issues/ValidationError.ts";
import type { RecordSchema } from "../../../schema/RecordSchema.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { callerOf } from "../limits/callerOf.ts";

/**
 * Holds a record that was read to its schema, as strictly as the call or its client has it; what does not fit is a
 * {@link ValidationError}.
 */
export function readRecord<T>(
  client: ClientLike,
  schema: RecordSchema<T>,
  value: unknown,
  { validate = callerOf(client).options.validate }: CallOptions,
): { readonly value: T } | { readonly error: ValidationError } {
  const level = validate !== false && (validate?.response ?? "shape");
  const result = level ? schema.safeParse(value, { level }) : undefined;
  // Whoever wants no validation takes it for what the schema says.
  return result?.ok === false ? { error: validationError(schema.nsid, result.issues) } : { value: value as T };
}
