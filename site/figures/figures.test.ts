import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { Figure, Figures, FigureTable } from "../../bench/FigureTable.ts";
import { programs } from "../../test/budgets/programs.ts";
import { compareFigures } from "./compareFigures.ts";
import { formatMedian, formatNumber, formatWithUnit } from "./formatFigure.ts";
import { makeFiguresPage } from "./makeFiguresPage.ts";

const bench = join(import.meta.dirname, "../../bench");
const figures: Figures = JSON.parse(readFileSync(join(import.meta.dirname, "figures.json"), "utf8"));
const page = makeFiguresPage();

/** The tables of a page, by their headings: rows of cells, the first of which are the names of columns. */
function readTables(markdown: string): Map<string, string[][]> {
  const tables = new Map<string, string[][]>();
  let heading = "";
  for (const line of markdown.split("\n")) {
    if (line.startsWith("## ")) heading = line.slice(3);
    if (!line.startsWith("| ") || line.startsWith("| ---")) continue;
    const cells = line.slice(2, -2).split(" | ");
    tables.set(heading, [...(tables.get(heading) ?? []), cells]);
  }
  return tables;
}

describe("the benchmarks' JSON", () => {
  it("has the table of every benchmark", () => {
    const sources = globSync("*.ts", { cwd: bench }).map((name) => readFileSync(join(bench, name), "utf8"));
    const ids = sources.flatMap((source) => [...source.matchAll(/^\s+id: "([\w-]+)"|toTable\(\s*"([\w-]+)"/gm)]);
    const written = ids.map(([, id, other]) => id ?? other).toSorted();
    assert.equal(written.length, 12);
    assert.deepEqual(figures.tables.map(({ id }) => id).toSorted(), written);
    // Programs that measure print, so all of them also report.
    const silent = globSync("*.ts", { cwd: bench }).filter((name) => {
      const source = readFileSync(join(bench, name), "utf8");
      return /performance\.now|measureBundle\(|cpuUsage/.test(source) && !/\breport\(/.test(source);
    });
    assert.deepEqual(silent, ["validators.ts"]); // which run.ts reports
  });

  it("has what the page needs", () => {
    const { machine, versions, tables, date } = figures;
    assert.match(date, /^\d{4}-\d\d-\d\d$/);
    assert.ok(machine.cores > 0 && machine.node && machine.processor && machine.system);
    const { dependencies } = JSON.parse(readFileSync(join(bench, "package.json"), "utf8"));
    assert.deepEqual(versions, { bluesky: versions.bluesky, ...dependencies });
    for (const { rows, id, how, title } of tables) {
      assert.ok(rows.length > 0 && how && title, id);
      for (const row of rows) {
        for (const { name, least, median, most, processes } of row.figures) {
          assert.ok(0 < least && least <= median && median <= most && processes >= 1, `${id}, ${row.what}, ${name}`);
        }
        const { bound } = row;
        if (bound)
          assert.ok(
            row.figures.some(({ name }) => name === bound.name),
            `${id}, ${row.what}`,
          );
      }
    }
    const timed = tables.filter(({ id }) => id !== "bundles");
    for (const { rows } of timed)
      for (const row of rows) for (const { processes } of row.figures) assert.ok(processes >= 3);
  });

  it("has the size of every program that has one", () => {
    const bundles = figures.tables.find(({ id }) => id === "bundles");
    const titles = Object.values(programs).map(({ title }) => title);
    assert.deepEqual(
      bundles?.rows.map(({ what }) => what),
      titles,
    );
  });
});

describe("the page of figures", () => {
  it("says every figure in its JSON, and none that is not in it", () => {
    const tables = readTables(page.markdown);
    for (const { title, rows } of figures.tables) {
      const [head = [], ...body] = tables.get(title) ?? assert.fail(title);
      const expected = rows.flatMap(({ what, figures: all, bound }) =>
        all.map((figure) => {
          const held = bound && figure.most <= bound.most ? "held" : "not held";
          const limit = bound?.name === figure.name ? `${formatNumber(bound.most, figure.unit)}, ${held}` : "";
          return [what, figure.name, formatWithUnit(figure), limit].slice(0, head.length);
        }),
      );
      assert.deepEqual(body, expected);
      assert.deepEqual(head, ["measured", "with", "takes", "bound"].slice(0, rows.some(({ bound }) => bound) ? 4 : 3));
    }
    const known = [...figures.tables.map(({ title }) => title), "Versions"];
    assert.deepEqual([...tables.keys()].toSorted(), known.toSorted());
  });

  it("names every loss", () => {
    const losses: string[] = [];
    for (const { rows, title } of figures.tables) {
      for (const { figures: all, what } of rows) {
        for (const ours of all.filter(({ role }) => role === "ours")) {
          for (const peer of all.filter(({ role }) => role === "peer")) {
            if (ours.median <= peer.median) continue;
            losses.push(
              `- ${title}, ${what}: ${ours.name} ${formatWithUnit(ours)}, ${peer.name} ${formatWithUnit(peer)}`,
            );
          }
        }
      }
    }
    assert.ok(losses.length > 0, "there are some: smaller bundles of a smaller library");
    const named = page.markdown.split("\n").filter((line) => line.endsWith(" times as much"));
    assert.deepEqual(named.map((line) => line.slice(0, line.lastIndexOf(":"))).toSorted(), losses.toSorted());
    const all = compareFigures(figures.tables).length;
    assert.match(page.markdown, new RegExp(`In ${all - losses.length} of ${all} comparisons`));
  });

  it("names every bound that is not held", () => {
    const [row, ...others] = figures.tables.find(({ id }) => id === "bundles")?.rows ?? [];
    const first = row ?? assert.fail();
    const changed = { ...first, bound: { name: "bluesky", most: 5 } };
    const tables = figures.tables.map((table) =>
      table.id === "bundles" ? { ...table, rows: [changed, ...others] } : table,
    );
    const { markdown } = makeFiguresPage({ ...figures, tables });
    assert.match(
      markdown,
      /^- What a program takes in a browser, a client and the timeline: .*, where 5 is the most it should be$/m,
    );
    const missed = (all: Figures["tables"]): number =>
      all
        .flatMap(({ rows }) => rows)
        .filter(({ bound, figures: of }) => of.some(({ name, most }) => name === bound?.name && most > bound.most))
        .length;
    assert.equal(markdown.match(/is the most it should be$/gm)?.length, missed(tables));
    assert.equal(page.markdown.match(/is the most it should be$/gm)?.length ?? 0, missed(figures.tables));
  });

  it("says on which machine, and that it was busy where it was", () => {
    const { cores, node } = figures.machine;
    assert.match(page.markdown, new RegExp(`on a machine with ${cores} cores .* with Node ${node}\\.`));
    const busy = makeFiguresPage({ ...figures, machine: { ...figures.machine, load: { began: cores + 5, ended: 1 } } });
    const quiet = makeFiguresPage({ ...figures, machine: { ...figures.machine, load: { began: 0.5, ended: 1 } } });
    assert.match(busy.markdown, /Others worked on it at the same time/);
    assert.doesNotMatch(quiet.markdown, /Others worked on it/);
  });

  it("has a picture of every table, with the same figures for those who do not see it", () => {
    assert.deepEqual(
      Object.keys(page.files),
      figures.tables.map(({ id }) => `figures/${id}.svg`),
    );
    for (const table of figures.tables) {
      const picture = page.files[`figures/${table.id}.svg`] ?? "";
      assert.match(
        page.markdown,
        new RegExp(`^!\\[${table.title}, as a picture: .+\\]\\(/figures/${table.id}\\.svg\\)$`, "m"),
      );
      assert.match(picture, /role="img" aria-labelledby="title description"/);
      assert.ok(picture.includes(`<title id="title">${table.title}</title>`));
      const description = /<desc id="description">(.*)<\/desc>/.exec(picture)?.[1] ?? "";
      const drawn = drawnOf(table);
      for (const figure of drawn) assert.ok(description.includes(formatMedian(figure)), `${table.id}: ${figure.name}`);
      const marks = picture.match(/<(?:circle|rect) class="(?:ours|peer|baseline|ratio)"/g) ?? [];
      assert.equal(marks.length, drawn.length);
      const bad = [...picture.matchAll(/ (?:x|y|x1|x2|cx|cy|width)="([^"]*)"/g)].filter(
        ([, value]) => !(Number(value) >= 0 && Number(value) <= 5_000),
      );
      assert.deepEqual(
        bad.map(([attribute]) => attribute),
        [],
      );
    }
  });
});

function drawnOf({ rows }: FigureTable<Figure>): Figure[] {
  return rows.flatMap(({ figures: all }) => {
    const others = all.filter(({ role }) => role !== "ratio");
    return others.length > 0 ? others : all;
  });
}
