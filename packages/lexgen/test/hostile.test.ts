import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { type Compiled, compile, emitTree, type LexiconSource, lineComment, readPackage } from "bluesky-lexgen";
import fc from "fast-check";
import { soak } from "../../../scripts/test/soak.ts";
import { compareSources } from "./support/compareSources.ts";
import { everyField } from "./support/everyField.ts";
import { hostileText } from "./support/hostileText.ts";

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);

const folder = mkdtempSync(path.join(tmpdir(), "lexgen-hostile-"));
after(() => rmSync(folder, { recursive: true, force: true }));
mkdirSync(path.join(folder, "node_modules"));
symlinkSync(path.join(import.meta.dirname, "../../bluesky"), path.join(folder, "node_modules/bluesky"), "junction");

/** The fields of the lexicons, as a harmless text stands in each. */
const fields: string[] = [];
const placeholder = (field: string): string => {
  const text = `- ${field}`;
  if (!fields.includes(text)) fields.push(text);
  return text;
};
const spaceless = (field: string): string => placeholder(field.replaceAll(" ", "-"));
const harmless = everyField(placeholder, (field) => spaceless(field).replace(" ", ""));

/** What stands in each field: the harmless text, so that no two are alike, and a hostile one before or after it. */
const texts = fc
  .tuple(fc.array(hostileText, { minLength: fields.length, maxLength: fields.length, size: "max" }), fc.boolean())
  .map(([list, before]) => {
    return new Map(fields.map((field, k) => [field, before ? `${list[k]}${field}` : `${field}${list[k]}`]));
  });

function hostileSource(made: ReadonlyMap<string, string>): {
  source: LexiconSource;
  expected: (text: string) => string;
} {
  const word = (text: string): string => (made.get(text) ?? text).replaceAll(/\s/g, "");
  return {
    source: everyField(
      (field) => made.get(`- ${field}`) ?? field,
      (field) => word(`- ${field.replaceAll(" ", "-")}`),
    ),
    expected: (text) => made.get(text) ?? (/^-\S/.test(text) ? word(text.replace("-", "- ")) : text),
  };
}

/** All that is written of some lexicons, by file. */
function emit(source: LexiconSource, format: "ts" | "js"): Map<string, string> {
  const { files, program, hash } = compile({ sources: [source], format, extension: format === "ts" ? ".ts" : ".js" });
  const banner = lineComment(`Generated from ${source.name}`);
  const document = (nsid: string): string => `./${nsid.replaceAll(".", "/")}.ts`;
  const tree = emitTree(program, { banner, runtime: "bluesky/runtime", document });
  const all = new Map([...files, ...(format === "ts" ? [["tree.ts", tree] as const] : [])]);
  // What says which input it was is another for each.
  return new Map([...all].map(([file, text]) => [file, text.replaceAll(hash.slice(0, 12), "HASH")]));
}

const expectedFiles = { ts: emit(harmless, "ts"), js: emit(harmless, "js") };

function compareAll(made: ReadonlyMap<string, string>): void {
  const { source, expected } = hostileSource(made);
  for (const format of ["ts", "js"] as const) {
    const files = emit(source, format);
    assert.deepEqual([...files.keys()], [...expectedFiles[format].keys()]);
    for (const [file, text] of files) compareSources(file, expectedFiles[format].get(file) ?? "", text, expected);
  }
}

let loads = 0;
/** Imports what was compiled. */
async function load({ files }: Compiled): Promise<(file: string) => Promise<Module>> {
  const root = path.join(folder, String(loads++));
  for (const [file, text] of files) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  writeFileSync(path.join(root, "package.json"), '{ "type": "module" }');
  return (file) => import(pathToFileURL(path.join(root, "com/example/hostile", file)).href);
}

interface Module {
  readonly [name: string]: {
    readonly body?: unknown;
    readonly value?: unknown;
    is(value: unknown): boolean;
    safeParse(value: unknown): { issues?: readonly { path: readonly unknown[] }[] };
  };
}

describe(`text of a lexicon stays text (seed ${seed})`, () => {
  it("in every field of every kind of definition, in TypeScript, JavaScript and declarations", () => {
    assert.ok(fields.length > 350, `${fields.length} fields`);
    fc.assert(fc.property(texts, compareAll), { seed, numRuns: soak(40, 2_000) });
  });

  it("where one field alone is hostile", () => {
    const one = fc.tuple(fc.constantFrom(...fields), hostileText).map(([field, text]) => {
      return new Map(fields.map((each) => [each, each === field ? each + text : each]));
    });
    fc.assert(fc.property(one, compareAll), { seed, numRuns: soak(60, 3_000) });
  });

  it("when it is loaded: nothing of it runs, and values are what the lexicons have", async () => {
    const global = globalThis as { ran?: unknown };
    await fc.assert(
      fc.asyncProperty(texts, fc.constantFrom("ts", "js"), async (made, format) => {
        const { source } = hostileSource(made);
        const compiled = compile({ sources: [source], format, extension: `.${format}` });
        const module = await load(compiled);
        const of = (field: string): string => made.get(`- ${field}`) ?? assert.fail(field);
        const { permissions } = await module(`permissions.${format}`);
        const last = source.documents.at(-1)?.json as { defs: { main: { type?: string } } } | undefined;
        const { type: _, ...body } = last?.defs.main ?? assert.fail();
        assert.deepEqual(permissions?.body, body);
        const { Text, List, Token } = await module(`things.${format}`);
        assert.equal(Text?.is(of("text enum")), true);
        assert.equal(Text?.is(`${of("text enum")}.`), false);
        assert.equal(List?.is([of("list const")]), true);
        assert.equal(Token?.value, "com.example.hostile.things#token");
        const { Part } = await module(`record.${format}`);
        const name = of("part.a");
        assert.equal(Part?.is({ [name]: "" }), name !== "__proto__");
        const wrong = Part?.safeParse(JSON.parse(`{${JSON.stringify(name)}:1}`)).issues ?? [];
        assert.deepEqual(
          wrong.map((issue) => issue.path),
          [[name]],
        );
        for (const file of ["record", "getThings", "putThings", "subscribe"]) await module(`${file}.${format}`);
        assert.equal(global.ran, undefined);
      }),
      { seed, numRuns: soak(10, 200) },
    );
  });

  it("in the file of documents that a package has for the compilers of others", async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (made) => {
        const documents = hostileSource(made).source.documents.map(({ json }) => json);
        const target = path.join(folder, "node_modules/lexicons");
        mkdirSync(target, { recursive: true });
        writeFileSync(path.join(target, "package.json"), '{ "version": "1.0.0" }');
        writeFileSync(path.join(target, "lexicons.json"), JSON.stringify(documents));
        const read = await readPackage("lexicons", folder);
        // What the file system cannot hold of a text is half a character, and JSON escapes that.
        assert.deepEqual(
          read.documents.map(({ json }) => json),
          documents,
        );
      }),
      { seed, numRuns: soak(5, 100) },
    );
  });

  const id = "com.example.hostile.a";
  const document = (main: object, more: object = {}): object => ({ lexicon: 1, id, defs: { main }, ...more });
  const property = (schema: object): object => document({ type: "object", properties: { x: schema } });
  const places: [name: string, place: (text: string) => object][] = [
    ["an id", (text) => document({ type: "token" }, { id: `com.example.a${text}` })],
    ["the name of a definition", (text) => ({ lexicon: 1, id, defs: { [`a${text}`]: { type: "token" } } })],
    ["a type", (text) => property({ type: `string${text}` })],
    ["a format", (text) => property({ type: "string", format: `did${text}` })],
    ["a reference", (text) => property({ type: "ref", ref: `${id}${text}` })],
    ["a reference within the document", (text) => property({ type: "ref", ref: `#main${text}` })],
    ["a variant", (text) => property({ type: "union", refs: [`${id}${text}`] })],
    [
      "the key of a record",
      (text) => document({ type: "record", key: `literal:a${text}`, record: { type: "object", properties: {} } }),
    ],
  ];
  it("and is refused where it would be more: in names, types, formats, references, record keys", () => {
    fc.assert(
      fc.property(
        hostileText.filter((text) => /[^\w.~:-]/.test(text)),
        fc.constantFrom(...places),
        (text, [name, place]) => {
          const source = { name: "test", documents: [{ json: place(text), source: "test" }] };
          assert.throws(() => compile({ sources: [source] }), { code: "invalid_lexicon" }, name);
        },
      ),
      { seed, numRuns: soak(500, 20_000) },
    );
  });
});
