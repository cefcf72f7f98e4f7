import type { BlobRef } from "bluesky/data";
import type { RecordSchema } from "bluesky/schema";
import fc from "fast-check";
import { formatStrings } from "../../../packages/bluesky/test/proof/formatStrings.ts";
import { definitionOf, readSubject } from "../../../packages/bluesky/test/proof/targets.ts";
import { Values } from "../../../packages/bluesky/test/proof/Values.ts";

/** A record, and the collection that it is for. */
export interface DrawnRecord {
  readonly schema: RecordSchema<object>;
  readonly value: object;
}

/** What a write is to be. */
export interface DrawnWrite {
  readonly kind: "create" | "put" | "delete" | "update" | "applyWrites";
  readonly records: readonly DrawnRecord[];
  /** Whether the key of what is created is said, or made. */
  readonly keyGiven: boolean;
  /** Whether it is said which version is replaced or deleted. */
  readonly swap: boolean;
  /** Whether the record is there before, of what can do without. */
  readonly there: boolean;
  /** Whether somebody else overwrites it as soon as it is done, and its answer is lost. */
  readonly contested: boolean;
  /** Whether what is sent is validated. */
  readonly validate: boolean;
}

/** Draws so many writes, of records of all types: what the types allow, and much that they do not. */
export async function drawWrites(count: number, seed: number, blob: BlobRef): Promise<DrawnWrite[]> {
  const { program, targets } = await readSubject();
  const values = new Values({ program, formats: formatStrings(seed), seed });
  const record = fc.oneof(
    ...targets.flatMap((target) => {
      if (target.definition.kind !== "record") return [];
      // Of those with a fixed key there would be only one.
      const schema = { ...(target.schema as RecordSchema<object>), key: "any" }; // that of a record
      return [values.of(target.node, definitionOf(target)).map((value) => ({ schema, value: value as object }))];
    }),
  );
  const drawn = fc
    .tuple(record, extras(blob), fc.boolean(), percentage)
    .map(([{ schema, value }, extra, first, calm]) => {
      const made = first ? { ...extra, ...value } : { ...value, ...extra };
      return { schema, value: calm > 15 ? (calmed(made, blob) as object) : made };
    });
  const often = (percent: number): fc.Arbitrary<boolean> => percentage.map((n) => n < percent);
  const write = fc.record({
    kind: fc.constantFrom<DrawnWrite["kind"]>("create", "create", "put", "delete", "update", "applyWrites"),
    records: fc.array(drawn, { minLength: 3, maxLength: 3 }),
    keyGiven: often(30),
    swap: often(40),
    there: often(70),
    contested: often(8),
    validate: often(15),
  });
  return fc.sample(write, { seed, numRuns: count });
}

const percentage = /*#__PURE__*/ fc.noBias(fc.integer({ min: 0, max: 99 }));

/** Properties that no lexicon declares. */
function extras(blob: BlobRef): fc.Arbitrary<object> {
  const half = "😀".slice(0, 1);
  const link = { $link: "bafyreibme22gw2h7y2h7tg2fhqotaqjucnbc24deqo72b6mkl2egezxhvy" };
  const deep = (levels: number): object =>
    Array.from({ length: levels }).reduce<object>((inner) => ({ inner, list: [inner === null, half] }), {});
  /** What a server takes, in a form of its own. */
  const taken: [key: string, value: unknown][] = [
    ["half", half],
    ["halves", [`a${half}`, { text: "😀".slice(1) }]],
    [`key${half}`, 1],
    ["\\ud83d", "\\ud83d \\\\ud83d"],
    ["padded", { $bytes: "AQI=" }],
    ["bytes", { $bytes: "AQI" }],
    ["link", link],
    ["blob", blob],
    ["max", Number.MAX_SAFE_INTEGER],
    ["min", Number.MIN_SAFE_INTEGER],
    ["zero", -0],
    ["none", undefined],
    ["nothing", { a: undefined, b: [undefined, null] }],
    ["NaN", Number.NaN],
    ["date", new Date(0)],
    ["map", new Map([[1, 2]])],
    ["array", new Uint8Array([1, 2])],
    ["embed", { $type: "com.example.embed#view", z: 1, a: { $type: "com.example.other", é: "e\u0301 👩‍👩‍👧" } }],
    ["deep", deep(12)],
    ["", { "": "" }],
    ["constructor", { prototype: { toString: 1 } }],
    ["9", 9],
    ["😀", 1],
    ["\uffff", 2],
  ];
  /** What it refuses, or stores as something else. */
  const odd: typeof taken = [
    ["fraction", 1.5],
    ["beyond", 2 ** 53],
    ["proto", JSON.parse('{"__proto__":{"polluted":true}}')],
    ["no base 64", { $bytes: "A!!" }],
    ["no link", { $link: "nope" }],
    ["linked", { ...link, more: 1 }],
    ["blob with more", { ...blob, more: 1 }],
    ["no type", { $type: null }],
    ["deeper", deep(60)],
  ];
  const entries = fc.tuple(
    fc.shuffledSubarray(taken, { maxLength: 5 }),
    percentage.chain((n) => fc.shuffledSubarray(odd, { maxLength: n < 15 ? 2 : 0 })),
  );
  return entries.map(([some, more]) => Object.fromEntries([...some, ...more]));
}

/** Without what a server refuses at once: fractions, and blobs that nobody has uploaded. */
function calmed(value: unknown, blob: BlobRef): unknown {
  if (typeof value === "number") return Number.isInteger(value) || Number.isNaN(value) ? value : Math.round(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => calmed(item, blob));
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  if ((value as { $type?: unknown }).$type === "blob" && Object.keys(value).length === 4) return blob;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, calmed(inner, blob)]));
}
