import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import { lexiconDoc } from "@atproto/lexicon";
import { readFolder, readPackage } from "bluesky-lexgen";
import type { Findings } from "../src/ir/Findings.ts";
import { parseDocument } from "../src/ir/parseDocument.ts";

/** One document of which one thing was changed, and what both say of it. */
interface Verdict {
  readonly json: unknown;
  readonly change: string;
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

/** A kind of document that only one of us accepts, and why. */
interface Difference {
  readonly name: string;
  readonly reason: string;
  /** What is refused, by the one who does. */
  readonly refused: { readonly ours: RegExp } | { readonly theirs: RegExp };
}

/**
 * All in which `bluesky-lexgen` and `@atproto/lexicon` 0.7.19 differ. What only we refuse, the specification excludes
 * (https://atproto.com/specs/lexicon) or JavaScript cannot hold. What only we accept, it leaves open.
 */
const differences: readonly Difference[] = [
  {
    name: "objects inside of objects and arrays",
    reason: "The specification does not say that an object must be a definition. Theirs wants a reference.",
    refused: { theirs: /\.(?:properties\.[^.]+|items)\.type: Invalid discriminator/ },
  },
  {
    name: "parameters without properties",
    reason: "The specification does not say that they are required, as it does of an object.",
    refused: { theirs: /\.parameters\.properties: Required/ },
  },
  {
    name: "what a permission says more",
    reason:
      "The specification expects resources and fields to grow. Theirs wants texts, numbers, booleans and lists of them.",
    refused: { theirs: /\.permissions\.\d+\.[^.]+(?:\.\d+)?: (?:Invalid input|Expected integer)/ },
  },
  {
    name: "no definitions",
    reason: '"A Lexicon with zero definitions is invalid."',
    refused: { ours: /^defs: is empty/ },
  },
  {
    name: "names of definitions",
    reason: "They are fragments of an NSID, which have the syntax of its last segment.",
    refused: { ours: /: a definition's name is letters and digits/ },
  },
  {
    name: "an unknown that is a definition",
    reason: '"unknown types can not be declared as top-level named types"',
    refused: { ours: /type: unknown cannot be a definition/ },
  },
  {
    name: "an unknown as parameter",
    reason: '"can only include the types boolean, integer, string; or an array of one of these types"',
    refused: { ours: /: a parameter is a boolean, integer, string or array of those, not unknown/ },
  },
  {
    name: "a query with an input",
    reason: '"exclusive to procedure"',
    refused: { ours: /\.input: a query has no input/ },
  },
  {
    name: "record keys",
    reason: "The key is required, and one of four kinds; a literal one must be able to be a record's key.",
    refused: { ours: /\.key: (?:missing|expected tid, nsid, any or literal)/ },
  },
  {
    name: "names of errors",
    reason: '"with no whitespace"',
    refused: { ours: /\.name: expected a name without spaces/ },
  },
  {
    name: "a constant with a default",
    reason: '"const and default are mutually exclusive"',
    refused: { ours: /\.default: is given beside const/ },
  },
  {
    name: "defaults that are not valid themselves",
    reason: "`lex build` refuses them as well: whoever fills one in makes data that is invalid.",
    refused: { ours: /\.default: .* breaks / },
  },
  {
    name: "a closed union of nothing",
    reason: '"An empty closed union ... is an invalid schema."',
    refused: { ours: /\.refs: are none, and the union is closed/ },
  },
  {
    name: "references that are none",
    reason: "Theirs finds out when data is validated.",
    refused: { ours: /: ".*" is no reference/ },
  },
  {
    name: "numbers that are none",
    reason:
      "A length is a whole number of at least zero, the least is not above the most, and no value is beyond 2^53.",
    refused: { ours: /: expected an (?:integer|array of integers)(?: of at least 0)?, got|: .* is above max/ },
  },
  {
    name: "names that all objects inherit",
    reason: "Theirs takes a property `constructor` for one of the lexicon where it is only required.",
    refused: { ours: /required: names "(?:constructor|valueOf|hasOwnProperty|__proto__)", which is not among/ },
  },
];

const JUNK: readonly unknown[] = [
  undefined,
  null,
  0,
  -1,
  1.5,
  2 ** 60,
  "",
  "x",
  "a b",
  true,
  [],
  ["x"],
  [1],
  {},
  { type: "unknown" },
  { type: "object" },
];
const TYPES = [
  "string",
  "integer",
  "boolean",
  "bytes",
  "cid-link",
  "blob",
  "array",
  "object",
  "ref",
  "union",
  "unknown",
  "token",
  "params",
  "record",
  "query",
  "procedure",
  "subscription",
  "permission-set",
  "permission",
];

/** What is added to every object. */
const MORE: readonly [string, unknown][] = [
  ["$comment", { odd: [1] }],
  ["default", "x"],
  ["const", true],
  ["enum", ["x"]],
  ["nullable", ["x"]],
];

type Json = { [key: string]: unknown };

/** Every way to change one thing of a document: take it out, put something else in, add what nobody knows. */
function* mutate(json: unknown, place: string): Generator<{ json: unknown; change: string }> {
  if (typeof json !== "object" || json === null) return;
  for (const [key, value] of Object.entries(json)) {
    const put = (other: unknown): unknown => {
      if (Array.isArray(json)) return json.map((item, index) => (String(index) === key ? other : item));
      return Object.fromEntries(
        Object.entries(json).flatMap(([name, old]) =>
          name !== key ? [[name, old]] : other === undefined ? [] : [[name, other]],
        ),
      );
    };
    const others = key === "type" ? [...JUNK, ...TYPES] : JUNK;
    for (const other of others) yield { json: put(other), change: `${place}.${key} = ${JSON.stringify(other)}` };
    for (const inner of mutate(value, `${place}.${key}`)) yield { ...inner, json: put(inner.json) };
  }
  if (Array.isArray(json)) return;
  for (const [key, value] of MORE)
    yield { json: { ...json, [key]: value }, change: `${place}.${key} = ${JSON.stringify(value)}` };
  for (const key of Object.keys(json)) {
    for (const other of ["x", "a-b", "abcdefghi"]) {
      const renamed = Object.entries(json).map(([name, value]) => [name === key ? other : name, value] as const);
      yield { json: Object.fromEntries(renamed), change: `${place}.${key} is ${other}` };
    }
  }
}

function judge(json: unknown, change: string): Verdict {
  const findings: Findings = { problems: [], warnings: [] };
  parseDocument(json, "document", findings);
  const ours = findings.problems.map(({ path, reason }) => `${path}: ${reason}`);
  const { success, error } = lexiconDoc.safeParse(json);
  return {
    json,
    change,
    ours,
    theirs: success ? [] : error.issues.map((issue) => `.${issue.path.join(".")}: ${issue.message}`),
  };
}

const fixtures = path.join(import.meta.dirname, "fixtures");
const documents: unknown[] = [];
for (const folder of ["kinds", "own", "stream", "garden"]) {
  documents.push(...(await readFolder(path.join(fixtures, folder))).documents.map(({ json }) => json));
}

describe("beside @atproto/lexicon", () => {
  it("all that it accepts of Bluesky's lexicons is accepted, and has no oddities", async () => {
    const { documents: all } = await readPackage("bluesky", import.meta.dirname);
    for (const { json } of all) {
      const findings: Findings = { problems: [], warnings: [] };
      parseDocument(json, "document", findings);
      assert.ok(lexiconDoc.safeParse(json).success);
      assert.deepEqual(findings, { problems: [], warnings: [] });
    }
  });

  it("the same documents are accepted, but for what is listed here", () => {
    const met = new Set<Difference>();
    const unexplained: string[] = [];
    let count = 0;
    for (const document of documents) {
      const { id } = document as Json & { id: string };
      for (const { json, change } of mutate(document, id)) {
        count++;
        const { ours, theirs } = judge(json, change);
        if ((ours.length === 0) === (theirs.length === 0)) continue;
        // Each thing that only one refuses must be listed.
        for (const refusal of ours.length > 0 ? ours : theirs) {
          const found = differences.find(({ refused }) =>
            ours.length > 0
              ? "ours" in refused && refused.ours.test(refusal)
              : "theirs" in refused && refused.theirs.test(refusal),
          );
          if (found) met.add(found);
          else unexplained.push(`${change}: ${ours.length > 0 ? "we" : "they"} say ${refusal}`);
        }
      }
    }
    assert.ok(count > 5000, `${count} documents`);
    assert.deepEqual([...new Set(unexplained)].slice(0, 20), []);
    assert.deepEqual(
      differences.filter((difference) => !met.has(difference)).map(({ name }) => name),
      [],
      "need not be listed",
    );
  });
});
