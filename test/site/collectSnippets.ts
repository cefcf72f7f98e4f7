import type { Page } from "../../site/generate/page/Page.ts";
import { freeNames } from "../../site/generate/sources/freeNames.ts";

/** A block of code of a page, as a module of its own. */
export interface SiteSnippet {
  /** The page and the number of the block there. */
  readonly place: string;
  readonly code: string;
}

/**
 * The TypeScript of all pages but guides, whose blocks are pieces of programs: those are compiled, and run, as guides. What a page calls a declaration is a piece of the sources, which are compiled as they are. An example of
 * a doc comment leaves out what a program has at hand, such as its client: that is declared here.
 */
export function collectSnippets(pages: readonly Page[]): SiteSnippet[] {
  return pages.flatMap(({ path, kind, body }) => {
    if (kind === "guide") return []; // programs of several blocks, which the tests of guides compile
    const blocks = [...body.matchAll(/^```ts\b([^\n]*)\n([\s\S]*?)^```$/gm)];
    return blocks.flatMap(([, info = "", code = ""], index) => {
      if (info.includes("declaration")) return [];
      return [{ place: `${path} ${index + 1}`, code: info.includes("fragment") ? withDeclarations(code) : code }];
    });
  });
}

/** What examples call what they are given. Everything else that they leave out may be anything. */
const KNOWN: Readonly<Record<string, string>> = {
  client: `import("bluesky/client").Client`,
  bsky: `import("bluesky").Bluesky`,
  convo: `import("bluesky/chat/bsky/convo/defs").ConvoView`,
  posts: "any[]",
  texts: "string[]",
  Recipe: `import("bluesky/schema").RecordSchema<{ $type?: "com.example.recipe"; steps: number }>`,
  z: `{
  object<T extends { [key: string]: Zod<any> }>(shape: T): Zod<
    { [K in keyof T as undefined extends Out<T[K]> ? never : K]: Out<T[K]> } &
    { [K in keyof T as undefined extends Out<T[K]> ? K : never]?: Out<T[K]> }
  >;
  string(): Zod<string> & { optional(): Zod<string | undefined> };
  array<T>(item: Zod<T>): Zod<T[]>;
};
type Out<S> = S extends Zod<infer T> ? T : never;
type Zod<T> = import("bluesky/schema").StandardSchema<T>`,
};

function withDeclarations(code: string): string {
  const declared = freeNames(code).map((name) => `declare let ${name}: ${KNOWN[name] ?? "any"};\n`);
  return `${code}\n${declared.join("")}export {};\n`;
}
