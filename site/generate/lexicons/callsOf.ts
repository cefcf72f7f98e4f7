import { type OperationDefinition, valueKey } from "bluesky-lexgen";
import { code, type Tab } from "../page/markdown.ts";
import { accessOf } from "./accessOf.ts";
import { exampleOf } from "./exampleOf.ts";
import { type Lexicons, namespaceOf } from "./Lexicons.ts";

/** What an example shows of optional parameters, where there are any. */
const ALSO = ["limit"];

/** The ways to call an operation: each a program of its own. */
export function callsOf(definition: OperationDefinition, lexicons: Lexicons): Tab[] {
  const { nsid, paging, output } = definition;
  const own = lexicons.exportedName(definition);
  const tree = nsid.split(".").slice(0, -1).join(".");
  const argument = argumentOf(definition, lexicons);
  const after = argument === undefined ? "" : `, ${argument}`;
  const result = resultOf(definition);
  const begin = accessOf(definition).login === "no" ? PUBLIC : LOGGED_IN;
  const withClass = (lines: string): Tab["body"] => code("ts", `${begin.class}\n${lines}`);
  const withClient = (lines: string): Tab["body"] =>
    code("ts", `${begin.imports}\nimport { ${own} } from "${namespaceOf(nsid)}";\n\n${begin.client}\n${lines}`);
  const safe = [
    `const result = await ${own}.safe(client${after});`,
    `if (result.ok) console.log(${output ? "result.data" : '"done"'});`,
    "else console.error(result.error.code, result.error.message);",
  ];
  const tabs: Tab[] = [
    { label: "Class", body: withClass(show(`bsky.${tree}.${own}(${argument ?? ""})`, result)) },
    { label: "Function", body: withClient(show(`${own}(client${after})`, result)) },
    { label: "Safe", body: withClient(safe.join("\n")) },
  ];
  if (paging?.items) {
    const loop = `for await (const item of ${own}.items(client, ${argument ?? "{}"}, { max: 100 })) {\n  console.log(item);\n}`;
    tabs.push({ label: "Paged", body: withClient(loop) });
  }
  tabs.push({ label: "HTTP", body: code("ts", httpOf(definition, lexicons)) });
  return tabs;
}

const LOGIN = `{
  identifier: "alice.example.com",
  password: "xxxx-xxxx-xxxx-xxxx",
}`;

/** How programs begin that log in. */
const LOGGED_IN = {
  class: `import { Bluesky } from "bluesky";\n\nconst bsky = await Bluesky.login(${LOGIN});`,
  imports: `import { login } from "bluesky/auth";\nimport { createClient } from "bluesky/client";`,
  client: `const session = await login(${LOGIN});\nconst client = createClient({ session });`,
};

/** How programs begin that need no login. */
const PUBLIC = {
  class: `import { Bluesky } from "bluesky";\n\nconst bsky = Bluesky.public();`,
  imports: `import { createClient } from "bluesky/client";`,
  client: "const client = createClient();",
};

function indent(lines: string): string {
  return lines.replaceAll(/^(?=.)/gm, "  ");
}

function show(call: string, result: string | undefined): string {
  if (result === undefined) return `await ${call};`;
  return `const ${result} = await ${call};\nconsole.log(${result.replaceAll(/[{} ]/g, "").replaceAll(",", ", ")});`;
}

/** What of an output an example takes; nothing where there is none. */
function resultOf({ output }: OperationDefinition): string | undefined {
  if (!output) return;
  if (output.schema?.kind !== "object") return "output";
  const { properties } = output.schema;
  const names = properties.filter(({ required, name }) => required && /^[a-z]\w*$/i.test(name) && !RESERVED.has(name));
  const [first = properties.find(({ name }) => name !== "cursor")] = names;
  return first && names.length > 0 ? `{ ${first.name} }` : "output";
}

/** Names that a program has already, or that are words of the language. */
const RESERVED = new Set(["client", "bsky", "session", "default", "package", "public", "new", "result"]);

/** What stands after the client. */
function argumentOf({ parameters, input }: OperationDefinition, lexicons: Lexicons): string | undefined {
  const given = (node: Parameters<typeof exampleOf>[0]): string => oneLine(exampleOf(node, lexicons, { also: ALSO }));
  const some = parameters && parameters.properties.length > 0;
  const params = some ? given(parameters) : undefined;
  const body = input && (input.schema ? given(input.schema) : bytesOf(input.encoding));
  if (some && body) return `{ params: ${params}, input: ${body} }`;
  return body ?? (params === "{}" ? undefined : params);
}

function bytesOf(encoding: string): string {
  const type = encoding.replace("*/*", "application/octet-stream").replace("/*", "/jpeg");
  return `new Blob(["..."], { type: "${type}" })`;
}

/** An object in one line where it is short. */
function oneLine(text: string): string {
  const line = text.replaceAll(/,\n\s*}/g, " }").replaceAll(/\n\s*/g, " ");
  return line.length <= 60 ? line : text;
}

/** The request without an SDK. */
function httpOf(definition: OperationDefinition, lexicons: Lexicons): string {
  const { nsid, kind, parameters, input, output } = definition;
  const query = (parameters?.properties ?? []).flatMap(({ name, node, required }) => {
    if (!required && !ALSO.includes(name)) return [];
    const value = exampleOf(node, lexicons, { property: name });
    const items = value.startsWith("[") ? value.slice(1, -1).split(", ") : [value];
    return items.map((item) => `["${name}", ${item.startsWith('"') ? item : `"${item}"`}]`);
  });
  const url = `\`\${service}/xrpc/${nsid}${query.length > 0 ? `?\${query}` : ""}\``;
  const headers = [`authorization: \`Bearer \${accessJwt}\``];
  const options: string[] = [];
  if (kind === "procedure") options.push(`method: "POST"`);
  if (input?.schema) {
    headers.push(`${valueKey("content-type")}: "application/json"`);
    options.push(`body: JSON.stringify(${exampleOf(input.schema, lexicons, { also: ALSO })})`);
  } else if (input) {
    headers.push(`${valueKey("content-type")}: "${input.encoding.replace("*/*", "application/octet-stream")}"`);
    options.push(`body: new Blob(["..."])`);
  }
  options.splice(kind === "procedure" ? 1 : 0, 0, `headers: { ${headers.join(", ")} }`);
  const setQuery = query.length > 0 ? [`  const query = new URLSearchParams([${query.join(", ")}]);`] : [];
  const isJson = output?.schema !== undefined;
  return [
    "export async function run(service: string, accessJwt: string): Promise<unknown> {",
    ...setQuery,
    `  const response = await fetch(${url}, {`,
    ...options.map((option) => indent(indent(`${option},`))),
    "  });",
    "  if (!response.ok) throw new Error(await response.text());",
    `  return ${isJson ? "response.json()" : output ? "response.arrayBuffer()" : "response.status"};`,
    "}",
  ].join("\n");
}
