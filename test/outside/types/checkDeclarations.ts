import { typeCheck, type UserProgram } from "../typeCheck.ts";
import { compilers } from "./compilers.ts";

/** A part of a program's settings. */
export interface Setting extends Pick<UserProgram, "lib" | "resolution" | "types"> {
  /** Whether it is CommonJS. @default false */
  readonly requires?: boolean;
}

/** How a program finds the package, and what it has declared of its platform. Neither changes what the other does. */
export const settings: Readonly<Record<string, Setting>> = {
  "`bundler`": { resolution: "bundler", lib: ["es2022", "dom", "dom.iterable"] },
  "`node16`": { resolution: "node16", lib: ["es2022", "dom", "dom.iterable"] },
  "`nodenext`": { resolution: "nodenext", lib: ["es2022", "dom", "dom.iterable"] },
  "`require` in CommonJS": { resolution: "nodenext", lib: ["es2022", "dom", "dom.iterable"], requires: true },
  "Node's types": { resolution: "nodenext", lib: ["es2022"], types: ["node"] },
  "no types of a platform": { resolution: "nodenext", lib: ["es2022"] },
};

/** What a compiler says of every declaration of the package, under one setting. */
export interface Check {
  readonly compiler: string;
  readonly setting: string;
  readonly errors: readonly string[];
}

/**
 * Lets every compiler look at all declarations of the package, under every setting: strictly, and without `skipLibCheck`. Two at a time.
 *
 * @param folder where the package is installed
 * @param specifiers all that can be imported
 */
export async function checkDeclarations(folder: string, specifiers: readonly string[]): Promise<readonly Check[]> {
  const imported = specifiers.map((specifier, index) => `export * as m${index} from "${specifier}";`).join("\n");
  const required = specifiers
    .map((specifier, index) => `import m${index} = require("${specifier}"); void m${index};`)
    .join("\n");
  const combinations = Object.entries(compilers).flatMap(([compiler, path]) =>
    Object.entries(settings).map(([setting, given]) => ({ compiler, path, setting, given })),
  );
  const checks: Check[] = [];
  const queue = combinations.entries();
  const work = async (): Promise<void> => {
    for (const [index, { compiler, path, setting, given }] of queue) {
      const name = `declarations-${index}`;
      const files = given.requires ? { [`${name}.cts`]: required } : { [`${name}.mts`]: imported };
      // What is required is declared by the same files.
      const program = { folder, name, compiler: path, files, skipLibCheck: given.requires === true };
      checks[index] = { compiler, setting, errors: await typeCheck({ ...program, ...given }) };
    }
  };
  await Promise.all([work(), work()]);
  return checks;
}
