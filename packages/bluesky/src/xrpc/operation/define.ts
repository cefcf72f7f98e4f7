import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { typeOf } from "../../errors/typeOf.ts";
import { isThenable, quietly } from "../../platform/abort/quietly.ts";
import type { Issue } from "../../schema/issues/Issue.ts";
import { toIssue } from "../../schema/issues/toIssue.ts";
import type { SafeParseResult } from "../../schema/Schema.ts";
import { isNsid } from "../../syntax/nsid.ts";
import type { BinaryInput } from "../contract/Binary.ts";
import type { BodyDecoder, BodyEncoder, Definition, JsonSchema } from "../contract/Call.ts";
import { makeOperation } from "./makeOperation.ts";
import type { PagedProcedure, PagedQuery, Procedure, Query } from "./Operation.ts";
import { pagedMethods } from "./paging.ts";

/**
 * What an operation written by hand checks with: a schema of ours, or of any library that has Standard Schema
 * (https://standardschema.dev) and answers at once. What is checked is passed on as it came.
 */
export interface OperationSchema<T> {
  readonly "~standard": {
    readonly validate: (value: unknown) => SchemaAnswer<T> | Promise<SchemaAnswer<T>>;
    readonly types?: { readonly output: T } | undefined;
  };
}

/** What a schema says of a value. */
export type SchemaAnswer<T> =
  | { readonly value: T; readonly issues?: undefined }
  | { readonly issues: readonly { readonly message: string; readonly path?: readonly unknown[] | undefined }[] };

/** What an operation written by hand gives: by a schema, or by `decodeBinary` and `decodeLines` where that is not JSON. */
export type OutputDefinition = OperationSchema<unknown> | BodyDecoder | undefined;

/** What a procedure written by hand takes: by a schema, or by `encodeBinary` where that is not JSON. */
export type InputDefinition = OperationSchema<unknown> | BodyEncoder | undefined;

/** The type of values that a schema, or a decoder, gives. */
// biome-ignore lint/suspicious/noConfusingVoidType: what an operation that gives nothing gives
type OutputOf<Out> = Out extends OperationSchema<infer T> ? T : Out extends BodyDecoder<infer T> ? T : void;

type InputOf<In> = In extends OperationSchema<infer T> ? T : In extends BodyEncoder ? BinaryInput : undefined;

type ParamsOf<P> = P extends OperationSchema<infer T> ? T : Readonly<Record<string, unknown>>;

/** What {@link defineQuery} makes a query of. */
export interface QueryDefinition<P, Out, ErrorName extends string> {
  /** The NSID of the operation. */
  readonly nsid: string;
  /** What its parameters are held to. @default any are taken */
  readonly params?: P;
  /** What its answer is held to. @default it gives nothing */
  readonly output?: Out;
  /** The names of its errors, for `isError`. */
  readonly errors?: readonly ErrorName[] | undefined;
}

/** What {@link defineProcedure} makes a procedure of. */
export interface ProcedureDefinition<In, Out, ErrorName extends string> {
  /** The NSID of the operation. */
  readonly nsid: string;
  /** What its input is held to. @default it takes nothing */
  readonly input?: In;
  /** What its answer is held to. @default it gives nothing */
  readonly output?: Out;
  /** The names of its errors, for `isError`. */
  readonly errors?: readonly ErrorName[] | undefined;
}

/** Makes an operation page: the name of the array in its output that contains the items. */
export interface PagedBy<Output, Items extends keyof Output> {
  readonly items: Items;
}

/** The names of the arrays in an output. */
type Arrays<Output> = {
  [K in keyof Output]-?: NonNullable<Output[K]> extends readonly unknown[] ? K : never;
}[keyof Output];

type ItemOf<Output, K extends keyof Output> = NonNullable<Output[K]> extends readonly (infer Item)[] ? Item : never;

/**
 * Defines a query for which you have no lexicon. With `items`, the name of the array in its output, it pages by a
 * cursor. If you have the lexicon, compile it with `bluesky-lexgen`, which also generates the types.
 *
 * @example
 * ```ts
 * const listThings = defineQuery({
 *   nsid: "com.example.listThings",
 *   params: z.object({ cursor: z.string().optional() }),
 *   output: z.object({ cursor: z.string().optional(), things: z.array(z.string()) }),
 *   items: "things",
 * });
 * for await (const thing of listThings.items(client)) console.log(thing);
 * ```
 */
export function defineQuery<
  P extends OperationSchema<unknown> | undefined,
  Out extends OperationSchema<unknown>,
  const Items extends Arrays<OutputOf<Out>>,
  const ErrorName extends string = never,
>(
  definition: QueryDefinition<P, Out, ErrorName> & PagedBy<OutputOf<Out>, Items>,
): PagedQuery<ParamsOf<P>, OutputOf<Out>, ErrorName, ItemOf<OutputOf<Out>, Items>>;
export function defineQuery<
  P extends OperationSchema<unknown> | undefined,
  Out extends OutputDefinition,
  const ErrorName extends string = never,
>(definition: QueryDefinition<P, Out, ErrorName>): Query<ParamsOf<P>, OutputOf<Out>, ErrorName>;
export function defineQuery(
  definition: QueryDefinition<OperationSchema<unknown> | undefined, OutputDefinition, string> & {
    readonly items?: string;
  },
): unknown {
  const { nsid, params, output, items } = Object(definition) as typeof definition; // programs without types give anything
  const checked = toBody<never>("params", params) ?? {};
  return define({ nsid, kind: "query", params: checked, output: toBody("output", output), "~items": items });
}

/**
 * Defines a procedure for which you have no lexicon. With `items`, the name of the array in its output, it pages by a
 * cursor in its input.
 *
 * @example
 * ```ts
 * const putThing = defineProcedure({
 *   nsid: "com.example.putThing",
 *   input: z.object({ name: z.string() }),
 *   output: z.object({ id: z.string() }),
 *   errors: ["NameTaken"],
 * });
 * const { id } = await putThing(client, { name: "a thing" });
 * ```
 */
export function defineProcedure<
  In extends OperationSchema<unknown> | undefined,
  Out extends OperationSchema<unknown>,
  const Items extends Arrays<OutputOf<Out>>,
  const ErrorName extends string = never,
>(
  definition: ProcedureDefinition<In, Out, ErrorName> & PagedBy<OutputOf<Out>, Items>,
): PagedProcedure<InputOf<In>, OutputOf<Out>, ErrorName, ItemOf<OutputOf<Out>, Items>>;
export function defineProcedure<
  In extends InputDefinition,
  Out extends OutputDefinition,
  const ErrorName extends string = never,
>(definition: ProcedureDefinition<In, Out, ErrorName>): Procedure<InputOf<In>, OutputOf<Out>, ErrorName>;
export function defineProcedure(
  definition: ProcedureDefinition<InputDefinition, OutputDefinition, string> & { readonly items?: string },
): unknown {
  const { nsid, input, output, items } = Object(definition) as typeof definition; // as above
  const [takes, gives] = [toBody("input", input), toBody("output", output)];
  return define({ nsid, kind: "procedure", input: takes, output: gives, "~items": items });
}

function define(definition: Definition): unknown {
  if (!isNsid(definition.nsid)) {
    throw invalidOption("nsid", "Expected the NSID of an operation as `nsid`, as in com.example.getThing.");
  }
  const { "~items": items } = definition;
  return makeOperation(definition, items === undefined ? undefined : pagedMethods(items));
}

/** @throws {InvalidOptionError} if it is neither a schema nor a codec */
function toBody<Codec extends BodyEncoder | BodyDecoder>(
  option: string,
  body: OperationSchema<unknown> | Codec | undefined,
): JsonSchema | Codec | undefined {
  if (body === undefined || body === null) return undefined;
  const given = Object(body) as Partial<OperationSchema<unknown> & BodyEncoder & BodyDecoder>;
  const { "~standard": standard, encode, decode } = given;
  if (typeof standard?.validate === "function") return toSchema(body as OperationSchema<unknown>);
  if (option !== "params" && typeof (option === "input" ? encode : decode) === "function") return body as Codec;
  const expected = "a schema, of ours or of a library that has Standard Schema,";
  throw invalidOption(option, `Expected ${expected} as \`${option}\`, got ${typeOf(body)}.`);
}

/** A schema of ours as it is; of another library as far as it answers at once. */
function toSchema(schema: OperationSchema<unknown>): JsonSchema {
  if ("~check" in schema) return schema as JsonSchema; // one of ours
  const safeParse = (value: unknown): SafeParseResult<unknown> => {
    const result = schema["~standard"].validate(value);
    if (isThenable(result)) {
      quietly(() => result);
      throw new TypeError("expected a schema that validates at once, got a promise");
    }
    return result.issues ? { ok: false, issues: result.issues.map(toOurs) } : { ok: true, value };
  };
  return { safeParse };
}

function toOurs({ message, path = [] }: { message: string; path?: readonly unknown[] | undefined }): Issue {
  const keys = path.map((part) => (typeof part === "object" && part ? (part as { key: unknown }).key : part));
  const place = keys.map((key) => (typeof key === "number" ? key : String(key)));
  return {
    ...toIssue(place, "type", "", undefined),
    message: `${place.join(".")}${place.length ? ": " : ""}${message}`,
  };
}
