/** What a figure is of. */
export type FigureRole =
  /** This package. */
  | "ours"
  /** Another library that does the same. */
  | "peer"
  /** What there would be without any: `JSON.parse`, `fetch`. */
  | "baseline"
  /** This package beside one of them: 1 is as much, less is better. */
  | "ratio";

/** What a figure says beside its values. */
interface FigureAbout {
  readonly name: string;
  readonly role: FigureRole;
  readonly unit: "ms" | "bytes" | "times";
}

/** Something that was measured. Less is better. */
export interface Measured extends FigureAbout {
  /** Of each process, in the order in which they ran. */
  readonly values: readonly number[];
}

/** What several processes have measured. */
export interface Figure extends FigureAbout {
  readonly least: number;
  readonly median: number;
  readonly most: number;
  readonly processes: number;
}

/** What was measured side by side. */
export interface FigureRow<F> {
  readonly what: string;
  readonly figures: readonly F[];
  /** What this project has set itself for the figure of that name, in the worst process. */
  readonly bound?: { readonly name: string; readonly most: number } | undefined;
}

/** The figures of one benchmark. */
export interface FigureTable<F> {
  /** A word for it that stays: part of file names. */
  readonly id: string;
  readonly title: string;
  /** How it is measured, in a sentence or two of Markdown. */
  readonly how: string;
  readonly rows: readonly FigureRow<F>[];
}

/** All figures of a run, as `npm run bench -- --json FILE` writes them. */
export interface Figures {
  /** The day of the run: `2026-01-02`. */
  readonly date: string;
  readonly machine: {
    readonly cores: number;
    readonly processor: string;
    readonly memoryGB: number;
    readonly system: string;
    readonly node: string;
    /** How many processes wanted to run, on average, when the run began and ended. More than `cores` is a busy machine. */
    readonly load: { readonly began: number; readonly ended: number };
  };
  /** What was compared, by package. */
  readonly versions: Readonly<Record<string, string>>;
  readonly tables: readonly FigureTable<Figure>[];
}

/** What one process has measured. */
export function measured(name: string, role: FigureRole, unit: Measured["unit"], value: number): Measured {
  return { name, role, unit, values: [value] };
}
