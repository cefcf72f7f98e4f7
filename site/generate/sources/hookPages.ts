import { code, firstSentence, name, paragraphs, prose } from "../page/markdown.ts";
import type { Page } from "../page/Page.ts";
import type { Api } from "./Api.ts";
import { typeCode } from "./typeCode.ts";

/** The types whose members are hooks, and how one is added. */
const HOOKS: Readonly<Record<string, (hook: string) => string>> = {
  Hooks: (hook) =>
    `import { createClient } from "bluesky/client";\n\nexport const client = createClient({\n  hooks: { ${hook}: (state) => console.log(state.nsid, state.attempt) },\n});`,
  HTTPClientHooks: (hook) =>
    `import { Bluesky, HTTPClient } from "bluesky";\n\nconst httpClient = new HTTPClient();\nhttpClient.addHook("${hook}", (...given) => console.log(given));\nexport const bsky = new Bluesky({ httpClient });`,
};

/** A page for every hook. */
export function hookPages(api: Api): Page[] {
  return Object.entries(HOOKS).flatMap(([type, example]) => {
    const found = api.find(type, "bluesky/xrpc");
    if (!found) throw new Error(`There is no ${type}`);
    return found.declaration.members.map(({ name: own, type: signature, doc }) => ({
      kind: "hook" as const,
      path: `/hooks/${own}/`,
      title: own,
      description: firstSentence(doc.text),
      body: paragraphs(
        prose(doc.text),
        `A hook of ${name(found.name, found.path)}. A hook gets one state object and may be asynchronous.`,
        "## Example",
        code("ts", example(own)),
        "## Type",
        typeCode(signature, api, found.specifier),
      ),
      names: [own],
      weight: 4,
    }));
  });
}
