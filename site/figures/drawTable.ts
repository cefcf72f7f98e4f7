import type { Figure, FigureRow, FigureTable } from "../../bench/FigureTable.ts";
import { formatMedian, formatNumber } from "./formatFigure.ts";

const WIDTH = 540;
const PADDING = 12;
const PLOT = { left: 250, right: 420 };
const LINE = 20;
/** From this many times the least on, a line that is straight would show nothing of what is small. */
const WIDE = 40;

const LIMIT = "Red lines: the most that this project allows itself.";

/** A card of its own, so that it is legible on whatever it is put; it follows the system's colours. */
const STYLE = `
    .card { fill: #fff; stroke: #c0c2c7 }
    text { font: 13px system-ui, sans-serif; fill: #23262f }
    .what { font-weight: 600; paint-order: stroke; stroke: #fff; stroke-width: 5px }
    .axis, .range { stroke: #888b96 }
    .grid { stroke: #d9dbe0 }
    .tick { font-size: 11px; fill: #5c5f6b }
    .ours { fill: #4c39d0 }
    .peer { fill: #888b96 }
    .baseline { fill: none; stroke: #5c5f6b; stroke-width: 1.5 }
    .ratio { fill: #4c39d0 }
    .bound { stroke: #b3261e; stroke-width: 2 }
    @media (prefers-color-scheme: dark) {
      .card { fill: #17181c; stroke: #353841 }
      text { fill: #e6e7ea }
      .what { stroke: #17181c }
      .grid { stroke: #353841 }
      .tick { fill: #a9acb6 }
      .ours, .ratio { fill: #9d91ff }
      .baseline { stroke: #c0c2c7 }
      .bound { stroke: #ff8a80 }
    }`;

/** Draws a table: bars from zero, or, where figures differ a lot, points on an axis each step of which is ten times as much. */
export function drawTable(table: FigureTable<Figure>): string {
  const rows = table.rows.map((row) => ({ row, figures: figuresToDraw(row) }));
  const all = rows.flatMap(({ figures }) => figures);
  const scale = makeScale(all, boundsOf(rows));
  const parts: string[] = [];
  let y = PADDING + LINE;
  for (const { row, figures } of rows) {
    parts.push(text(PADDING, y, row.what, "what"));
    y += LINE;
    const top = y - 14;
    for (const figure of figures) {
      parts.push(
        text(PADDING + 12, y, nameOf(figure)),
        ...drawMark(figure, scale, y - 5),
        text(PLOT.right + 8, y, formatMedian(figure)),
      );
      y += LINE;
    }
    const { bound } = row;
    if (bound && figures.some(({ name }) => name === bound.name)) {
      const x = scale.place(bound.most);
      parts.push(`<line class="bound" x1="${x}" x2="${x}" y1="${top}" y2="${y - 14}"/>`);
    }
    y += 6;
  }
  const limits = boundsOf(rows).length > 0;
  if (limits) parts.push(text(PADDING, y + 28, LIMIT, "tick"));
  const height = y + (limits ? 2 : 1) * LINE;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escapeXml(table.title)}</title>`,
    `<desc id="description">${escapeXml(describe(rows, scale))}</desc>`,
    `<style>${STYLE}\n</style>`,
    `<rect class="card" x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="8"/>`,
    ...drawAxis(scale, y),
    ...parts,
    "</svg>\n",
  ].join("\n");
}

interface DrawnRow {
  readonly row: FigureRow<Figure>;
  readonly figures: readonly Figure[];
}

/** A ratio is drawn where there is nothing else: elsewhere it says the same as the others together. */
function figuresToDraw({ figures }: FigureRow<Figure>): readonly Figure[] {
  const others = figures.filter(({ role }) => role !== "ratio");
  return others.length > 0 ? others : figures;
}

function boundsOf(rows: readonly DrawnRow[]): number[] {
  return rows.flatMap(({ row: { bound }, figures }) =>
    bound && figures.some(({ name }) => name === bound.name) ? [bound.most] : [],
  );
}

interface Scale {
  readonly isWide: boolean;
  readonly unit: Figure["unit"];
  readonly ticks: readonly number[];
  place(value: number): number;
}

function makeScale(figures: readonly Figure[], bounds: readonly number[]): Scale {
  const values = figures.flatMap(({ least, most }) => [least, most]).concat(bounds);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const unit = figures[0]?.unit ?? "ms";
  const { left, right } = PLOT;
  const round = (x: number): number => Math.round(x * 10) / 10;
  if (unit === "bytes" || most / least < WIDE) {
    const step = 10 ** Math.floor(Math.log10(most)) / 2;
    const last = Math.ceil(most / step) * step;
    return { isWide: false, unit, ticks: [0, last], place: (value) => round(left + (value / last) * (right - left)) };
  }
  const [from, to] = [Math.floor(Math.log10(least)), Math.ceil(Math.log10(most))];
  const ticks = Array.from({ length: to - from + 1 }, (_, index) => Number((10 ** (from + index)).toPrecision(1)));
  const place = (value: number): number => round(left + ((Math.log10(value) - from) / (to - from)) * (right - left));
  return { isWide: true, unit, ticks, place };
}

function drawMark(figure: Figure, { isWide, place }: Scale, y: number): string[] {
  const { role, least, median, most } = figure;
  const x = place(median);
  const range = `<line class="range" x1="${place(least)}" x2="${place(most)}" y1="${y}" y2="${y}"/>`;
  if (isWide) return [range, `<circle class="${role}" cx="${x}" cy="${y}" r="5"/>`];
  const width = Math.max(1, Math.round((x - PLOT.left) * 10) / 10);
  return [`<rect class="${role}" x="${PLOT.left}" y="${y - 6}" width="${width}" height="12"/>`, range];
}

function drawAxis({ ticks, place, unit }: Scale, bottom: number): string[] {
  const lines = ticks.map(
    (tick) => `<line class="grid" x1="${place(tick)}" x2="${place(tick)}" y1="${PADDING}" y2="${bottom - 8}"/>`,
  );
  const shown = ticks.filter((_, index) => index === 0 || index === ticks.length - 1);
  const labels = shown.map((tick) => {
    const label =
      tick === 0
        ? "0"
        : `${tick.toLocaleString("en", { maximumSignificantDigits: 2 })}${unit === "times" ? "" : ` ${unit}`}`;
    return text(place(tick), bottom + 6, label, "tick", "middle");
  });
  return [...lines, ...labels];
}

function nameOf({ name, role }: Figure): string {
  return role === "ratio" ? "bluesky, times the other" : name;
}

function describe(rows: readonly DrawnRow[], { isWide }: Scale): string {
  const axis = isWide ? "Each step of the axis is ten times as much." : "The axis begins at zero.";
  const said = rows.map(({ row: { what, bound }, figures }) => {
    const list = figures.map((figure) => `${nameOf(figure)} ${formatMedian(figure)}`).join(", ");
    const limit = figures.find(({ name }) => name === bound?.name);
    return `${what}: ${list}${bound && limit ? `; the bound is ${formatNumber(bound.most, limit.unit)}` : ""}.`;
  });
  return [...said, axis].join(" ");
}

function text(x: number, y: number, content: string, name?: string, anchor?: string): string {
  const attributes = `${name ? ` class="${name}"` : ""}${anchor ? ` text-anchor="${anchor}"` : ""}`;
  return `<text x="${x}" y="${y}"${attributes}>${escapeXml(content)}</text>`;
}

function escapeXml(content: string): string {
  return content.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
