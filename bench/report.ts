import { appendFileSync, existsSync, readFileSync } from "node:fs";
import type { Figure, FigureRow, FigureTable, Measured } from "./FigureTable.ts";
import { median } from "./median.ts";

/** The variable that names the file which programs of this folder add their figures to, beside printing them. */
export const FILE_VARIABLE = "BENCH_FIGURES";

/**
 * Adds a table to that file, if there is one.
 *
 * @throws {Error} if something of it was not measured
 */
export function report(table: FigureTable<Measured>): void {
  for (const { what, figures } of table.rows) {
    const missing = figures.find(({ values }) => !values.every((value) => value > 0 && Number.isFinite(value)));
    if (missing) throw new Error(`${missing.name} was not measured: ${table.title}, ${what}.`);
  }
  const path = process.env[FILE_VARIABLE];
  if (path) appendFileSync(path, `${JSON.stringify(table)}\n`);
}

/** The tables that programs have added to a file: those of several processes are one. */
export function readReports(path: string): FigureTable<Figure>[] {
  const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n").filter(Boolean) : [];
  const tables = new Map<string, FigureTable<Measured>>();
  for (const line of lines) {
    const table: FigureTable<Measured> = JSON.parse(line);
    const known = tables.get(table.id);
    tables.set(table.id, known ? mergeTables(known, table) : table);
  }
  return [...tables.values()].map(summarizeTable);
}

/** @throws {Error} if they are not of the same things */
function mergeTables(one: FigureTable<Measured>, other: FigureTable<Measured>): FigureTable<Measured> {
  if (one.rows.length !== other.rows.length) throw new Error(`Two processes of ${one.id} have not measured the same.`);
  return { ...one, rows: one.rows.map((row, index) => mergeRows(row, other.rows[index])) };
}

function mergeRows(row: FigureRow<Measured>, other: FigureRow<Measured> | undefined): FigureRow<Measured> {
  const figures = row.figures.map((found, index): Measured => {
    const same = other?.figures[index];
    if (row.what !== other?.what || same?.name !== found.name) {
      throw new Error(`Two processes have not measured the same: ${row.what}, ${found.name}.`);
    }
    return { ...found, values: [...found.values, ...same.values] };
  });
  return { ...row, figures };
}

function summarizeTable(table: FigureTable<Measured>): FigureTable<Figure> {
  return { ...table, rows: table.rows.map((row) => ({ ...row, figures: row.figures.map(summarize) })) };
}

function summarize({ values, ...about }: Measured): Figure {
  const [least, middle, most] = [Math.min(...values), median(values), Math.max(...values)].map((value) =>
    about.unit === "bytes" ? value : round(value),
  );
  if (least === undefined || middle === undefined || most === undefined) throw new Error("There are no values.");
  return { ...about, least, median: middle, most, processes: values.length };
}

/** Five digits say more than was measured. */
function round(value: number): number {
  return Number(value.toPrecision(5));
}
