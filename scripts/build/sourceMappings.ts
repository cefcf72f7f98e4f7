/** A position in a generated file and the one that it was made from. Lines and columns count from 0. */
export interface Mapping {
  readonly line: number;
  readonly column: number;
  /** Where it was made from: the index of the file in `sources`, line and column. */
  readonly source: number;
  readonly sourceLine: number;
  readonly sourceColumn: number;
}

/** A source map without names (https://tc39.es/ecma426/). */
export interface SourceMap {
  readonly version: 3;
  readonly file: string;
  readonly sourceRoot?: string;
  readonly sources: readonly string[];
  readonly names: readonly string[];
  readonly mappings: string;
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Writes the field `mappings` of a source map. The mappings are in the order of their generated positions. */
export function encodeMappings(mappings: readonly Mapping[]): string {
  let text = "";
  let line = 0;
  let last: Mapping = { line: 0, column: 0, source: 0, sourceLine: 0, sourceColumn: 0 };
  for (const mapping of mappings) {
    const isFirst = text === "" || mapping.line > line;
    text += isFirst ? ";".repeat(mapping.line - line) : ",";
    const column = isFirst ? 0 : last.column;
    line = mapping.line;
    text += encodeNumber(mapping.column - column);
    text += encodeNumber(mapping.source - last.source);
    text += encodeNumber(mapping.sourceLine - last.sourceLine);
    text += encodeNumber(mapping.sourceColumn - last.sourceColumn);
    last = mapping;
  }
  return text;
}

/** Reads the field `mappings` of a source map. Positions that were made from nothing are left out. */
export function decodeMappings(text: string): Mapping[] {
  const mappings: Mapping[] = [];
  let [source, sourceLine, sourceColumn] = [0, 0, 0];
  for (const [line, segments] of text.split(";").entries()) {
    let column = 0;
    for (const segment of segments.split(",").filter(Boolean)) {
      const [columns = 0, sources, lines = 0, sourceColumns = 0] = decodeNumbers(segment);
      column += columns;
      if (sources === undefined) continue;
      source += sources;
      sourceLine += lines;
      sourceColumn += sourceColumns;
      mappings.push({ line, column, source, sourceLine, sourceColumn });
    }
  }
  return mappings;
}

/** Base 64, the lowest five bits first, each digit but the last with a sixth; the very first bit is the sign. */
function encodeNumber(value: number): string {
  let text = "";
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += DIGITS[rest > 0 ? digit | 32 : digit];
  } while (rest > 0);
  return text;
}

function decodeNumbers(segment: string): number[] {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (const character of segment) {
    const digit = DIGITS.indexOf(character);
    value |= (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? -(value >>> 1) : value >>> 1);
    [value, shift] = [0, 0];
  }
  return numbers;
}
