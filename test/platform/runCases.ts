import type { CaseContext, CaseError, CaseResult, Cases } from "./Case.ts";

/** What loads the cases of each part. */
export type CaseLoaders = Readonly<Record<string, () => Cases | Promise<Cases>>>;

/** Who looks on while cases run. */
export interface CaseWatch {
  /** Is told the name of each. */
  onStart?(name: string): void;
  /** Is waited for after each, which fails when this does. */
  afterEach?(): Promise<void>;
}

/** Runs all cases, one after the other, wherever this is. */
export async function runCases(
  loaders: CaseLoaders,
  context: CaseContext,
  watch: CaseWatch = {},
): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  for (const [part, load] of Object.entries(loaders)) {
    let cases: Cases = {};
    const run = async (name: string, step: () => unknown): Promise<void> => {
      watch.onStart?.(`${part}: ${name}`);
      try {
        await step();
        await watch.afterEach?.();
        results.push({ part, name });
      } catch (error) {
        await watch.afterEach?.().catch(() => {});
        results.push({ part, name, error: toCaseError(error) });
      }
    };
    await run("import", async () => {
      cases = await load();
    });
    for (const [name, each] of Object.entries(cases)) await run(name, () => each(context));
  }
  return results;
}

function toCaseError(error: unknown): CaseError {
  const { code, "~bluesky": isOurs } = Object(error);
  const message = error instanceof Error ? `${error.name}: ${error.message}\n${error.stack}` : String(error);
  return { message, code: isOurs ? code : undefined };
}
