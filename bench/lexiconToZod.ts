/** What this file uses of zod. It is loaded when a benchmark runs: it is not a dependency of the workspace. */
export interface Zod {
  string(): ZodType;
  number(): ZodType & { int(): ZodType };
  boolean(): ZodType;
  unknown(): ZodType;
  literal(value: unknown): ZodType;
  enum(values: readonly string[]): ZodType;
  array(items: ZodType): ZodType;
  lazy(schema: () => ZodType): ZodType;
  looseObject(shape: Record<string, ZodType>): ZodType;
  union(options: readonly ZodType[]): ZodType;
}

export interface ZodType {
  optional(): ZodType;
  nullable(): ZodType;
  safeParse(value: unknown): { success: boolean };
}

interface Schema {
  type: string;
  ref?: string;
  refs?: string[];
  closed?: boolean;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  nullable?: string[];
  enum?: string[];
  const?: unknown;
  output?: { schema: Schema };
}

type Documents = readonly { id: string; defs: Record<string, Schema> }[];

/** The shape of an operation's output as somebody would write it with zod: types, required properties, unions; no formats. */
export function lexiconToZod(z: Zod, documents: Documents, nsid: string): ZodType {
  const byId = new Map(documents.map(({ id, defs }) => [id, defs]));
  const cache = new Map<string, ZodType>();

  function named(ref: string, from: string, tag: boolean): ZodType {
    const [document = "", name = "main"] = ref.replace(/^lex:/, "").split("#");
    const id = `${document || from}#${name}`;
    const key = `${id}${tag}`;
    const known = cache.get(key);
    if (known) return known;
    const schema = byId.get(document || from)?.[name];
    if (!schema) throw new Error(`There is no ${id}`);
    const type = name === "main" ? document || from : id;
    let made: ZodType | undefined;
    const lazy = z.lazy(() => (made ??= toType(schema, document || from, tag ? type : undefined)));
    cache.set(key, lazy);
    return lazy;
  }

  function toType(schema: Schema, from: string, tag?: string): ZodType {
    if (schema.const !== undefined) return z.literal(schema.const);
    switch (schema.type) {
      case "string":
        return schema.enum ? z.enum(schema.enum) : z.string();
      case "integer":
        return z.number().int();
      case "boolean":
        return z.boolean();
      case "array":
        return z.array(schema.items ? toType(schema.items, from) : z.unknown());
      case "ref":
        return named(schema.ref ?? "", from, false);
      case "union": {
        const variants = (schema.refs ?? []).map((ref) => named(ref, from, true));
        return z.union(schema.closed ? variants : [...variants, z.looseObject({ $type: z.string() })]);
      }
      case "object": {
        const shape: Record<string, ZodType> = tag ? { $type: z.literal(tag) } : {};
        for (const [name, property] of Object.entries(schema.properties ?? {})) {
          let type = toType(property, from);
          if (schema.nullable?.includes(name)) type = type.nullable();
          shape[name] = schema.required?.includes(name) ? type : type.optional();
        }
        return z.looseObject(shape);
      }
      default:
        return z.unknown();
    }
  }

  const output = byId.get(nsid)?.main?.output?.schema;
  if (!output) throw new Error(`${nsid} has no output`);
  return toType(output, nsid);
}
