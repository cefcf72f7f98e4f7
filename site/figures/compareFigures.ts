import type { Figure, FigureTable } from "../../bench/FigureTable.ts";

/** This package beside another library, at the same work. */
export interface Comparison {
  readonly table: FigureTable<Figure>;
  readonly what: string;
  readonly ours: Figure;
  readonly peer: Figure;
  /** How many times as much this package takes, by medians. */
  readonly times: number;
}

/** All pairs of a figure of this package and one of another library in the same row. */
export function compareFigures(tables: readonly FigureTable<Figure>[]): Comparison[] {
  return tables.flatMap((table) =>
    table.rows.flatMap(({ what, figures }) => {
      const peers = figures.filter(({ role }) => role === "peer");
      return figures
        .filter(({ role }) => role === "ours")
        .flatMap((ours) => peers.map((peer) => ({ table, what, ours, peer, times: ours.median / peer.median })));
    }),
  );
}

/** A bound that this project has set itself. */
export interface Bound {
  readonly table: FigureTable<Figure>;
  readonly what: string;
  readonly figure: Figure;
  readonly most: number;
  readonly isHeld: boolean;
}

/** All bounds, and whether the worst process has held them. */
export function findBounds(tables: readonly FigureTable<Figure>[]): Bound[] {
  return tables.flatMap((table) =>
    table.rows.flatMap(({ what, figures, bound }) => {
      const figure = figures.find(({ name }) => name === bound?.name);
      if (!bound || !figure) return [];
      return [{ table, what, figure, most: bound.most, isHeld: figure.most <= bound.most }];
    }),
  );
}
