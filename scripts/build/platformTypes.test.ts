import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, it } from "node:test";
import { promisify } from "node:util";
import { platformTypes } from "./platformTypes.ts";

const folder = mkdtempSync(join(tmpdir(), "platform types-"));
after(() => rmSync(folder, { recursive: true }));
const files = {
  "send.d.ts": `/** Sends a \`Request\`. */
export declare function send(fetch: typeof globalThis.fetch, signal: AbortSignal, input: Blob): Promise<Response>;
//# sourceMappingURL=send.d.ts.map`,
  "body/stream.d.ts": `export declare const fetch: typeof globalThis.fetch;
export interface Streams {
    readonly Response: string;
    readonly stream: ReadableStream<Uint8Array>;
}
`,
  "own.d.ts": `export interface Request {
    readonly "Headers": 'Blob';
}
export declare const one: Request;
`,
};
const read = (path: string): string => readFileSync(join(folder, "dist", path), "utf8");
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(folder, "dist", path)), { recursive: true });
  writeFileSync(join(folder, "dist", path), text);
}
platformTypes(join(folder, "dist"));

/** What TypeScript says of the declarations and of a program, with some libraries. */
async function compile(lib: readonly string[], program: string): Promise<string> {
  writeFileSync(join(folder, "use.ts"), program);
  const compilerOptions = { noEmit: true, strict: true, target: "es2022", module: "preserve", lib, types: [] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["."] }));
  const tsc = join(import.meta.dirname, "../../node_modules/typescript/bin/tsc");
  const arguments_ = [tsc, "--project", folder, "--pretty", "false"];
  const ended = promisify(execFile)(process.execPath, arguments_, { cwd: folder });
  return ended.then(
    ({ stdout }) => stdout,
    ({ stdout }: { stdout: string }) => stdout,
  );
}

describe("platformTypes", () => {
  it("imports what a declaration takes from the platform, and nothing that is its own", () => {
    assert.match(
      read("send.d.ts"),
      /\nimport type \{ AbortSignal, Blob, Response, Fetch \} from "\.\/platformTypes\.js";\n\/\/#/,
    );
    assert.match(
      read("body/stream.d.ts"),
      /\nimport type \{ ReadableStream, Fetch \} from "\.\.\/platformTypes\.js";\n$/,
    );
    assert.equal(read("own.d.ts"), files["own.d.ts"]);
  });

  it("leaves every place where it was", () => {
    const line = read("send.d.ts").split("\n")[1] ?? "";
    assert.equal(line.indexOf("signal"), files["send.d.ts"].split("\n")[1]?.indexOf("signal"));
    assert.ok(read("send.d.ts").endsWith("//# sourceMappingURL=send.d.ts.map"));
  });

  it("makes declarations compile without a platform, and changes nothing where there is one", async () => {
    assert.equal(await compile(["es2022"], 'import { send } from "./dist/send.js";\nvoid send({}, {}, {});\n'), "");
    const wrong = `import { send } from "./dist/send.js";
import type { Streams } from "./dist/body/stream.js";
export const answer = async (): Promise<Response> => send(fetch, AbortSignal.timeout(1), new Blob());
export const { stream }: { stream: ReadableStream<Uint8Array> } = {} as Streams;
// @ts-expect-error: no signal
void send(fetch, {}, new Blob());
`;
    assert.equal(await compile(["es2022", "dom"], wrong), "");
  });
});
