import type { CaseResult } from "./Case.ts";

/** What a runner is given. */
export interface RunnerContext {
  /** A program of a user: a folder whose `node_modules` has the package, from its tarball. */
  readonly folder: string;
  /** Folder in it with the cases as modules that import the package, as `writeModules` writes them; */
  readonly imported: string;
  /** with those of `cases/node` among them; */
  readonly withNode: string;
  /** and bundled with the package, by esbuild. */
  readonly bundled: string;
  /** Of the server of `server/`, which is there for this run alone. */
  readonly origin: string;
  readonly signal: AbortSignal;
}

/** Runs the cases on a platform. What a file of `runners/` exports as `runners` is run by the tests. */
export interface Runner {
  /** The platform, with its version where that is ours to choose. */
  readonly name: string;
  /** How the package comes there, for the page. */
  readonly loads: string;
  /** Whether it has Node's built-in modules, so that `cases/node` is run too. @default false */
  readonly hasNodeModules?: boolean | undefined;
  /** The parts whose cases are run. @default all */
  readonly parts?: readonly string[] | undefined;
  /** Features of `platform/features.ts` that it lacks: what needs them must fail. @default none */
  readonly lacks?: readonly string[] | undefined;
  /** The machine that it is installed on, as `linux-x64`. @default any */
  readonly onlyOn?: string | undefined;
  /** @throws where the platform is not there, or dies */
  run(context: RunnerContext): Promise<CaseResult[]>;
}
