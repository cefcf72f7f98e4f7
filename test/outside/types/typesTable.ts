import { putSection } from "../../platform/putSection.ts";
import { type Check, settings } from "./checkDeclarations.ts";

/** A page with the table of what compiles where. */
export function putTypes(page: string, checks: readonly Check[]): string {
  const names = Object.keys(settings);
  const rows = [...Map.groupBy(checks, ({ compiler }) => compiler)].map(([compiler, all]) => [
    compiler,
    ...names.map((name) => {
      const { errors } = all.find(({ setting }) => setting === name) ?? { errors: ["not tried"] };
      return errors.length === 0 ? "yes" : "no";
    }),
  ]);
  const lines = [["", ...names], ["", ...names].map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return putSection(page, "types: made by test/outside/updateTypes.ts", lines.join("\n"));
}
