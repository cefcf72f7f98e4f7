import assert from "node:assert/strict";
import { SourceMap } from "node:module";
import { describe, it } from "node:test";
import fc from "fast-check";
import { decodeMappings, encodeMappings, type Mapping } from "./sourceMappings.ts";

const position = fc.nat(2 ** 20);
const mapping = fc.record(
  { line: fc.nat(30), column: fc.nat(200), source: fc.nat(9), sourceLine: position, sourceColumn: position },
  { noNullPrototype: true },
);
/** Mappings in order, one for each position. */
const sorted = fc
  .uniqueArray(mapping, { selector: ({ line, column }) => `${line}:${column}` })
  .map((list): Mapping[] => list.sort((a, b) => a.line - b.line || a.column - b.column));

describe("mappings", () => {
  it("are written as the specification has it", () => {
    const at = (line: number, column: number, source: number, sourceLine: number, sourceColumn: number): Mapping => ({
      line,
      column,
      source,
      sourceLine,
      sourceColumn,
    });
    assert.equal(encodeMappings([]), "");
    assert.equal(encodeMappings([at(0, 0, 0, 0, 0)]), "AAAA");
    // Each number is the difference to the one before; columns begin anew in each line.
    assert.equal(encodeMappings([at(0, 4, 0, 2, 4), at(0, 16, 1, 1, 0), at(2, 1, 0, 0, 0)]), "IAEI,YCDJ;;CDDA");
    assert.equal(encodeMappings([at(1, 1000, 0, 0, 0)]), ";w+BAAA");
  });

  it("are read as they were written", () => {
    fc.assert(fc.property(sorted, (list) => assert.deepEqual(decodeMappings(encodeMappings(list)), list)));
  });

  it("are read as Node reads them", () => {
    const sources = Array.from({ length: 10 }, (_, index) => `${index}.ts`);
    fc.assert(
      fc.property(sorted, (list) => {
        const payload = {
          version: 3,
          file: "",
          sources,
          sourcesContent: [],
          names: [],
          mappings: encodeMappings(list),
        };
        const map = new SourceMap({ ...payload, sourceRoot: "" });
        for (const { line, column, source, sourceLine, sourceColumn } of list) {
          const entry = map.findEntry(line, column);
          assert.ok("originalSource" in entry);
          const { originalSource, originalLine, originalColumn } = entry;
          assert.deepEqual([originalSource, originalLine, originalColumn], [`${source}.ts`, sourceLine, sourceColumn]);
        }
      }),
    );
  });

  it("without a source, and names, are left out", () => {
    assert.deepEqual(decodeMappings("AAAAA,C,CACC;E"), [
      { line: 0, column: 0, source: 0, sourceLine: 0, sourceColumn: 0 },
      { line: 0, column: 2, source: 0, sourceLine: 1, sourceColumn: 1 },
    ]);
  });
});
