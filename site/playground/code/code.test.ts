import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { promisify } from "node:util";
import { createClient, type SessionLike } from "bluesky/client";
import { createForm } from "../form/createForm.ts";
import { ChosenFile } from "../form/FormNode.ts";
import { readForm, replaceFiles } from "../form/readForm.ts";
import { namespaceOf } from "../lexicons/Collected.ts";
import { operationOf } from "../lexicons/Namespace.ts";
import { createRandom, fillForm } from "../testing/fillForm.ts";
import { loadLexicons, loadNamespace } from "../testing/loadLexicons.ts";
import type { CallDescription } from "./CallDescription.ts";
import { makeCurl } from "./makeCurl.ts";
import { makeTypeScript } from "./makeTypeScript.ts";
import { isSecretName } from "./toSource.ts";

const execute = promisify(execFile);
const root = join(import.meta.dirname, "../../..");
const lexicons = loadLexicons();
const operations = lexicons.index.operations.filter(({ kind }) => kind !== "subscription");

mkdirSync(join(root, ".cache"), { recursive: true });
// Inside of the workspace, so that programs find its packages.
const folder = mkdtempSync(join(root, ".cache", "playground-"));
after(() => rmSync(folder, { recursive: true }));

/** A call of an operation, with its form filled or as it is at first. */
function describeCall(nsid: string, seed: number | undefined, rest: Partial<CallDescription> = {}): CallDescription {
  const { operations: all, definitions } = lexicons.namespaces.get(namespaceOf(nsid)) ?? assert.fail(nsid);
  const operation = all[nsid] ?? assert.fail(nsid);
  const form = createForm(operation, definitions);
  if (seed !== undefined) fillForm(form, createRandom(seed));
  const { params, input } = readForm(form);
  const where = { service: "https://pds.example.com", identifier: "alice.test", proxy: undefined };
  return { nsid, operation, params, input, ...where, ...rest };
}

/** Compiles programs as a user would, and gives what the compiler says. */
async function compile(programs: ReadonlyMap<string, string>): Promise<string[]> {
  for (const [name, code] of programs) writeFileSync(join(folder, name), code);
  const project = join(folder, "tsconfig.json");
  const compilerOptions = {
    noEmit: true,
    types: ["node"],
    lib: ["es2024", "esnext.disposable", "dom", "dom.iterable"],
  };
  const files = [...programs.keys()];
  writeFileSync(project, JSON.stringify({ extends: join(root, "tsconfig.base.json"), compilerOptions, files }));
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const printed = await execute(process.execPath, [tsc, "--project", project, "--pretty", "false"], {
    cwd: folder,
    maxBuffer: 2 ** 26,
  }).catch((error: { stdout: string }) => error);
  return printed.stdout.split("\n").filter((line) => line.includes("error TS"));
}

describe("code of calls", () => {
  it("compiles, of every operation with a filled form, as functions and with the class, with and without a login", async () => {
    const programs = new Map<string, string>();
    for (const [index, { nsid }] of operations.entries()) {
      const call = describeCall(nsid, 100 + index);
      programs.set(`${nsid}.function.ts`, makeTypeScript(call, "function"));
      programs.set(`${nsid}.class.ts`, makeTypeScript(call, "class"));
      const other = describeCall(nsid, 1_000 + index, { identifier: undefined, proxy: "did:web:example.com#service" });
      programs.set(`${nsid}.anonymous.ts`, makeTypeScript(other, "function"));
      programs.set(`${nsid}.anonymous.class.ts`, makeTypeScript(other, "class"));
    }
    assert.equal(programs.size, 4 * 319);
    assert.deepEqual(await compile(programs), []);
  });

  it("compiles where nothing is entered, as far as nothing has to be", async () => {
    const programs = new Map<string, string>();
    for (const { nsid } of operations) {
      const call = describeCall(nsid, undefined);
      const { params, input } = call.operation;
      if (params?.required?.length || (input && (input.schema?.type !== "object" || input.schema.required?.length)))
        continue;
      programs.set(`${nsid}.ts`, makeTypeScript(call, "function"));
      programs.set(`${nsid}.class.ts`, makeTypeScript(call, "class"));
    }
    assert.ok(programs.size > 100, `only ${programs.size}`);
    assert.deepEqual(await compile(programs), []);
  });

  it("is noticed when it does not compile", async () => {
    const call = describeCall("app.bsky.feed.getTimeline", 1);
    const wrong = makeTypeScript({ ...call, params: { limit: "ten" } }, "function");
    assert.match((await compile(new Map([["wrong.ts", wrong]])))[0] ?? "", /wrong\.ts\(\d+,\d+\): error TS2322/);
  });

  it("says nothing of secrets, wherever they were entered", () => {
    const input = {
      identifier: "alice.test",
      password: "hunter2",
      nested: [{ accessJwt: "hunter2", "auth-code": ["hunter2"], reset_token: "hunter2" }],
    };
    const call = describeCall("com.atproto.server.createSession", undefined, { input, params: { token: "hunter2" } });
    const made = [makeTypeScript(call, "function"), makeTypeScript(call, "class"), makeCurl(call)];
    for (const code of made) {
      assert.doesNotMatch(code, /hunter2/);
      assert.match(code, /\bPASSWORD\b/);
    }
  });

  it("uploads files before the record that they are in", async () => {
    const record = { $type: "app.bsky.actor.profile", avatar: picture("me.png"), banner: picture("sea.jpg") };
    const input = { repo: "alice.test", collection: "app.bsky.actor.profile", rkey: "self", record };
    const call = describeCall("com.atproto.repo.putRecord", undefined, { input });
    const program = makeTypeScript(call, "function");
    assert.deepEqual(await compile(new Map([["files.ts", program]])), []);
    assert.deepEqual(program.match(/^const \{.*$/gm), [
      'const { blob } = await uploadBlob(client, await openAsBlob("me.png", { type: "image/png" }));',
      'const { blob: blob2 } = await uploadBlob(client, await openAsBlob("sea.jpg", { type: "image/png" }));',
    ]);
    assert.match(program, /avatar: blob, banner: blob2/);
    assert.match(makeCurl(call), /--data-binary '@me.png'/);
  });
});

describe("curl", () => {
  it("sends what the package sends, of every operation with a filled form", async () => {
    const calls = operations.map(({ nsid }, index) => describeCall(nsid, 5_000 + index));
    const commands = await runCurl(calls.map(makeCurl));
    assert.equal(commands.length, 319);
    for (const [index, call] of calls.entries()) assert.deepEqual(commands[index], await requestOf(call), call.nsid);
  });
});

function picture(name: string): ChosenFile {
  const cid = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
  return new ChosenFile(new Blob(["abc"], { type: "image/png" }), name, cid);
}

/** A request, as far as it is compared. */
interface Sent {
  readonly method: string;
  readonly url: string;
  readonly proxy: string | undefined;
  readonly type: string | undefined;
  readonly body: unknown;
}

/** Runs programs with a shell in which curl says what it was told, and gives the last command of each. */
async function runCurl(programs: readonly string[]): Promise<Sent[]> {
  const names = programs.flatMap((program) => [...program.matchAll(/"\$([A-Z_\d]+)"/g)].map(([, name = ""]) => name));
  const curl = `curl() { printf '%s\\0' "$@"; printf '\\0'; }`;
  const jq = `jq() { cat > /dev/null; printf 'the token'; }`;
  const path = join(folder, "script.sh");
  writeFileSync(path, [curl, jq, ...programs.flatMap((program) => [program, `printf 'END\\0\\0'`])].join("\n"));
  const env = { ...process.env, ...Object.fromEntries(names.map((name) => [name, "secret"])) };
  const { stdout } = await execute("sh", [path], { env, maxBuffer: 2 ** 26 });
  return stdout
    .split("END\0\0")
    .slice(0, -1)
    .map((said) => readCommand(said.split("\0\0").at(-2)?.split("\0") ?? []));
}

function readCommand(args: readonly string[]): Sent {
  const values = (name: string): string[] => args.filter((_, index) => args[index - 1] === name);
  const headers = new Headers(values("--header").map((line) => line.split(": ") as [string, string])); // name and value
  assert.equal(headers.get("authorization"), "Bearer the token");
  const [data, file] = [values("--data")[0], values("--data-binary")[0]];
  return {
    method: values("--request")[0] ?? "GET",
    url: toComparable(args.at(-1) ?? ""),
    proxy: headers.get("atproto-proxy") ?? undefined,
    type: headers.get("content-type") ?? undefined,
    body: file ?? (data === undefined ? undefined : JSON.parse(data)),
  };
}

/** The request that the package makes of a call. */
async function requestOf({ nsid, operation: collected, params, input }: CallDescription): Promise<Sent> {
  const operation = operationOf(await loadNamespace(lexicons, namespaceOf(nsid)), nsid);
  const value = input instanceof ChosenFile ? input.data : replaceFiles(input, (file) => file.blob);
  let sent: Sent | undefined;
  const session: SessionLike = {
    did: "did:plc:ewvi7nxzyoun6zhxrhs64oiz",
    async fetchHandler(path, { method = "GET", headers: given, body }) {
      const headers = new Headers(given);
      const isJson = typeof body === "string";
      sent = {
        method,
        url: toComparable(`https://pds.example.com${path}`),
        proxy: headers.get("atproto-proxy") ?? undefined,
        type: headers.get("content-type") ?? undefined,
        body: isJson
          ? hideSecrets(JSON.parse(body))
          : body && input instanceof ChosenFile
            ? `@${input.name}`
            : undefined,
      };
      return new Response(null, { status: 400 });
    },
  };
  const client = createClient({ session, retry: false });
  const argument = collected.kind === "query" ? params : operation.params ? { params, input: value } : value;
  await assert.rejects(operation.withResponse(client, argument));
  return sent ?? assert.fail(`${nsid} was not sent`);
}

/** A URL with its parameters decoded, and secrets in them replaced. */
function toComparable(url: string): string {
  const { origin, pathname, searchParams } = new URL(url);
  const pairs = [...searchParams].map(([name, value]) => [name, isSecretName(name) && value ? "secret" : value]);
  return `${origin}${pathname}?${JSON.stringify(pairs)}`;
}

function hideSecrets(value: unknown, name = ""): unknown {
  if (typeof value === "string") return value && isSecretName(name) ? "secret" : value;
  if (Array.isArray(value)) return value.map((item) => hideSecrets(item, name));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, hideSecrets(part, key)]));
}
