import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Figure, FigureRow, Figures, FigureTable } from "../../bench/FigureTable.ts";
import { type Comparison, compareFigures, findBounds } from "./compareFigures.ts";
import { drawTable } from "./drawTable.ts";
import { formatNumber, formatWithUnit } from "./formatFigure.ts";

/** The page "How fast, how big", and its pictures. */
export interface FiguresPage {
  readonly markdown: string;
  /** Pictures, by the path at which the page has them: `figures/calls.svg`. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Makes the page of the figures that are committed.
 *
 * @param figures others, for tests
 */
export function makeFiguresPage(figures: Figures = readFigures()): FiguresPage {
  const { tables } = figures;
  const markdown = [
    "---",
    "title: How fast, how big",
    "description: What bluesky takes beside other libraries, in time and in bytes, where it takes more as well as where it takes less.",
    "---",
    "",
    describeRun(figures),
    "",
    "## Beside other libraries",
    "",
    ...summarize(tables),
    "",
    ...tables.flatMap(showTable),
    "## Versions",
    "",
    "| package | version |",
    "| --- | --- |",
    ...Object.entries(figures.versions).map(([name, version]) => `| \`${name}\` | ${version} |`),
    "",
    "## Measure it yourself",
    "",
    "`npm run bench` prints these figures on your machine, and `npm run bench -- --json FILE` writes them as this page is made of them.",
    "",
  ].join("\n");
  const files = Object.fromEntries(tables.map((table) => [`figures/${table.id}.svg`, drawTable(table)]));
  return { markdown, files };
}

function readFigures(): Figures {
  return JSON.parse(readFileSync(join(import.meta.dirname, "figures.json"), "utf8"));
}

function describeRun({ date, machine }: Figures): string {
  const { cores, processor, memoryGB, system, node, load } = machine;
  const [began, ended] = [load.began, load.ended].map((value) => value.toFixed(1));
  const isBusy = Math.max(load.began, load.ended) > cores;
  const others = isBusy
    ? ` Others worked on it at the same time: ${began} processes wanted to run when the measurements began, ${ended} when they ended. So times are longer than on a quiet machine and vary; ratios say more.`
    : "";
  return `Measured on ${date}, on a machine with ${cores} cores (${processor}), ${memoryGB} GB of memory and ${system}, with Node ${node}.${others} Less is better everywhere. A time, or a ratio, is the median of several processes, with the least and the most of them behind it.`;
}

/** Wins as a number, losses one by one. */
function summarize(tables: readonly FigureTable<Figure>[]): string[] {
  const comparisons = compareFigures(tables);
  const losses = comparisons.filter(({ times }) => times > 1).toSorted((a, b) => b.times - a.times);
  const bounds = findBounds(tables);
  const missed = bounds.filter(({ isHeld }) => !isHeld);
  return [
    `In ${comparisons.length - losses.length} of ${comparisons.length} comparisons \`bluesky\` takes less than the other library.`,
    losses.length === 0 ? "In none does it take more." : "In these it takes more:",
    "",
    ...losses.map(showLoss),
    ...(losses.length > 0 ? [""] : []),
    `Of ${bounds.length} bounds that this project has set itself, ${bounds.length - missed.length} were held by every process.`,
    ...(missed.length > 0 ? ["These were not:", ""] : []),
    ...missed.map(
      ({ table, what, figure, most }) =>
        `- ${table.title}, ${what}: ${formatWithUnit(figure)}, where ${formatNumber(most, figure.unit)} is the most it should be`,
    ),
  ];
}

function showLoss({ table, what, ours, peer, times }: Comparison): string {
  const [mine, other] = [ours, peer].map(formatWithUnit);
  return `- ${table.title}, ${what}: ${ours.name} ${mine}, ${peer.name} ${other}: ${formatNumber(times, "times")} times as much`;
}

/** A row for each figure: a column for each library would be more than fits. */
function showTable(table: FigureTable<Figure>): string[] {
  const hasBounds = table.rows.some(({ bound }) => bound);
  const head = ["measured", "with", "takes", ...(hasBounds ? ["bound"] : [])];
  const toRows = (row: FigureRow<Figure>): string[] =>
    row.figures.map((figure) => {
      const cells = [row.what, figure.name, formatWithUnit(figure), ...(hasBounds ? [toBound(row, figure)] : [])];
      return toRow(cells);
    });
  return [
    `## ${table.title}`,
    "",
    table.how,
    "",
    `![${table.title}, as a picture: the table below has the same figures](/figures/${table.id}.svg)`,
    "",
    toRow(head),
    toRow(head.map((_, index) => (index < 2 ? "---" : "---:"))),
    ...table.rows.flatMap(toRows),
    "",
  ];
}

function toBound({ bound }: FigureRow<Figure>, { name, most, unit }: Figure): string {
  if (bound?.name !== name) return "";
  return `${formatNumber(bound.most, unit)}, ${most <= bound.most ? "held" : "not held"}`;
}

function toRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
