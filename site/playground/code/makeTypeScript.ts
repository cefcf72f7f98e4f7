import type { ChosenFile } from "../form/FormNode.ts";
import { filesIn } from "../form/readForm.ts";
import { namespaceOf, type Schema } from "../lexicons/Collected.ts";
import type { CallDescription } from "./CallDescription.ts";
import { type SourceNames, toSource, toVariable } from "./toSource.ts";

/** How an operation is called: as a function that takes a client, or as a method of the class. */
export type Style = "function" | "class";

/** A program that makes the call: it runs as it is, once its environment has the password. */
export function makeTypeScript(call: CallDescription, style: Style): string {
  const { nsid, operation, params, input } = call;
  const imports = new Map<string, Set<string>>();
  const use = (module: string, name: string): string => {
    imports.set(module, (imports.get(module) ?? new Set()).add(name));
    return name;
  };
  const name = nsid.slice(nsid.lastIndexOf(".") + 1);
  const client = style === "class" ? beginClass(call, use) : beginClient(call, use);
  const files = filesIn(input);
  const isBody = files.length === 1 && input === files[0];
  const uploads = isBody ? [] : makeUploads(files, client.name, style, use);
  const names: SourceNames = {
    file: (file) => (isBody ? openFile(file, use) : `blob${toNumber(files.indexOf(file))}`),
    secret: (secret) => `process.env.${toVariable(secret)} ?? ""`,
  };
  const takesBoth = operation.kind === "procedure" && operation.params && operation.input;
  const given = takesBoth ? { params, input } : operation.kind === "query" || !operation.input ? params : input;
  const options = toOptions(call);
  const argument = isEmpty(given) && !isRequired(call) ? options && "undefined" : toSource(given ?? {}, names);
  const args = [
    ...(style === "function" ? ["client"] : []),
    ...(argument ? [argument] : []),
    ...(options ? [options] : []),
  ];
  const callee = style === "function" ? use(`bluesky/${namespaceOf(nsid).replaceAll(".", "/")}`, name) : `bsky.${nsid}`;
  const lines = [...client.lines, "", ...uploads, ...showAnswer(`${callee}(${args.join(", ")})`, call, use), ""];
  return `${toImports(imports)}\n${lines.join("\n")}`;
}

type Use = (module: string, name: string) => string;

function beginClient({ service, identifier }: CallDescription, use: Use): { name: string; lines: string[] } {
  use("bluesky/client", "createClient");
  if (identifier === undefined) {
    return { name: "client", lines: [`const client = createClient({ service: ${JSON.stringify(service)} });`] };
  }
  use("bluesky/auth", "loginTo");
  return {
    name: "client",
    lines: [
      `const session = await loginTo(${credentials(service, identifier)});`,
      "const client = createClient({ session });",
    ],
  };
}

function beginClass({ service, identifier }: CallDescription, use: Use): { name: string; lines: string[] } {
  use("bluesky", "Bluesky");
  const begin =
    identifier === undefined
      ? `new Bluesky({ service: ${JSON.stringify(service)} })`
      : `await Bluesky.login(${credentials(service, identifier)})`;
  return { name: "bsky", lines: [`const bsky = ${begin};`] };
}

function credentials(service: string, identifier: string): string {
  const lines = [
    `service: ${JSON.stringify(service)}`,
    `identifier: ${JSON.stringify(identifier)}`,
    `password: process.env.BLUESKY_APP_PASSWORD ?? ""`,
  ];
  return `{\n${lines.map((line) => `  ${line},\n`).join("")}}`;
}

function makeUploads(files: readonly ChosenFile[], client: string, style: Style, use: Use): string[] {
  return files.map((file, index) => {
    const number = toNumber(index);
    const name = number === "" ? "{ blob }" : `{ blob: blob${number} }`;
    const args = openFile(file, use);
    const upload =
      style === "class"
        ? `${client}.com.atproto.repo.uploadBlob(${args})`
        : `${use("bluesky/com/atproto/repo", "uploadBlob")}(${client}, ${args})`;
    return `const ${name} = await ${upload};`;
  });
}

function openFile(file: ChosenFile, use: Use): string {
  return `await ${use("node:fs", "openAsBlob")}(${JSON.stringify(file.name)}, { type: ${JSON.stringify(file.type)} })`;
}

function toNumber(index: number): string {
  return index <= 0 ? "" : String(index + 1);
}

function toOptions({ proxy }: CallDescription): string {
  return proxy === undefined ? "" : `{ proxy: ${JSON.stringify(proxy)} }`;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (typeof value === "object" && value !== null && Object.keys(value).length === 0);
}

/** Whether the operation has to be given something: a definition that it refers to, for instance. */
function isRequired({ operation: { kind, params, input } }: CallDescription): boolean {
  const isSome = (schema: Schema | undefined): boolean => schema?.type === "ref" || (schema?.required?.length ?? 0) > 0;
  if (kind === "query") return isSome(params);
  return input !== undefined && (input.schema === undefined || isSome(input.schema));
}

/** What is done with the answer. */
function showAnswer(source: string, { operation, nsid }: CallDescription, use: Use): string[] {
  const { output } = operation;
  if (output === undefined) return [`await ${source};`];
  if (output === "application/jsonl") return [`for await (const line of await ${source}) console.log(line);`];
  if (output === "application/json") return [`const answer = await ${source};`, "console.log(answer);"];
  const name = nsid.slice(nsid.lastIndexOf(".") + 1);
  const path = JSON.stringify(output.endsWith(".car") ? `${name}.car` : name);
  return [`await ${use("node:fs/promises", "writeFile")}(${path}, await ${source});`];
}

function toImports(imports: ReadonlyMap<string, ReadonlySet<string>>): string {
  return [...imports]
    .toSorted(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(([module, names]) => `import { ${[...names].toSorted().join(", ")} } from "${module}";\n`)
    .join("");
}

function rank(module: string): number {
  return module.startsWith("node:") ? 0 : 1;
}
