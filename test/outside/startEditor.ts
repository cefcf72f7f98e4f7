import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath, pathToFileURL } from "node:url";
import { root } from "../workspace/listFiles.ts";

/** A place in a file. Lines and columns count from 0. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where go-to-definition leads. */
export interface Definition {
  readonly file: string;
  /** What the editor selects there. */
  readonly name: string;
  /** The whole declaration around it, as the editor shows it in a list. */
  readonly declaration: string;
}

/** An editor with one file open, as far as TypeScript's servers see it. */
export interface Editor extends AsyncDisposable {
  definitionsAt(place: Place): Promise<Definition[]>;
  /** What is shown when the mouse rests on a name. */
  hoverAt(place: Place): Promise<string>;
}

/** Opens a file with the server that comes with TypeScript 5.9: editors drive it over its own protocol. */
export async function startTsServer(file: string): Promise<Editor> {
  const server = join(root, "node_modules/typescript-5.9/lib/tsserver.js");
  const args = [server, "--disableAutomaticTypingAcquisition", "--suppressDiagnosticEvents"];
  const { send, request, stop } = startServer([process.execPath, ...args], {
    frame: (message) => `${message}\n`,
    wrap: (id, command, args) => ({ seq: id, type: "request", command, arguments: args }),
    idOf: ({ request_seq: id }) => id,
    resultOf: ({ body }) => body,
  });
  const at = ({ line, column }: Place): object => ({ file, line: line + 1, offset: column + 1 });
  send("open", { file });
  return {
    async definitionsAt(place) {
      const found = await request<{ definitions: TsSpan[] }>("definitionAndBoundSpan", at(place));
      return found.definitions.map(({ file, start, end, contextStart = start, contextEnd = end }) => {
        const toPlace = ({ line, offset }: TsPlace): Place => ({ line: line - 1, column: offset - 1 });
        const textOf = (from: TsPlace, to: TsPlace): string => readSpan(file, toPlace(from), toPlace(to));
        return { file, name: textOf(start, end), declaration: textOf(contextStart, contextEnd) };
      });
    },
    async hoverAt(place) {
      const info = await request<{ displayString: string; documentation: string }>("quickinfo", at(place));
      return `${info.displayString}\n${info.documentation}`;
    },
    [Symbol.asyncDispose]: () => stop(),
  };
}

/** Opens a file with the server that comes with TypeScript 7: editors drive it over the Language Server Protocol. */
export async function startLanguageServer(file: string): Promise<Editor> {
  const executable = join(root, "node_modules/typescript/bin/tsc");
  const { send, request, stop } = startServer([process.execPath, executable, "--lsp", "--stdio"], {
    frame: (message) => `Content-Length: ${Buffer.byteLength(message)}\r\n\r\n${message}`,
    wrap: (id, method, params) => ({ jsonrpc: "2.0", ...(id === undefined ? {} : { id }), method, params }),
    idOf: ({ id, method }) => (method === undefined ? id : undefined),
    resultOf: ({ result }) => result,
    // It asks for settings: an editor may have none.
    answer: ({ id, method }) =>
      method === undefined || id === undefined ? undefined : { jsonrpc: "2.0", id, result: null },
  });
  const uri = pathToFileURL(file).href;
  const at = ({ line, column }: Place): object => ({ textDocument: { uri }, position: { line, character: column } });
  const capabilities = { textDocument: { definition: { linkSupport: true }, hover: { contentFormat: ["markdown"] } } };
  await request("initialize", { processId: process.pid, rootUri: pathToFileURL(join(file, "..")).href, capabilities });
  send("initialized", {});
  const textDocument = { uri, languageId: "typescript", version: 1, text: readFileSync(file, "utf8") };
  send("textDocument/didOpen", { textDocument });
  return {
    async definitionsAt(place) {
      const found = await request<LspLink[]>("textDocument/definition", at(place));
      return found.map(({ targetUri, targetRange, targetSelectionRange }) => {
        const file = fileURLToPath(targetUri);
        const toPlace = ({ line, character }: LspPlace): Place => ({ line, column: character });
        const textOf = ({ start, end }: LspRange): string => readSpan(file, toPlace(start), toPlace(end));
        return { file, name: textOf(targetSelectionRange), declaration: textOf(targetRange) };
      });
    },
    async hoverAt(place) {
      const { contents } = await request<{ contents: { value: string } }>("textDocument/hover", at(place));
      return contents.value;
    },
    [Symbol.asyncDispose]: () => stop(),
  };
}

interface TsPlace {
  line: number;
  offset: number;
}

interface TsSpan {
  file: string;
  start: TsPlace;
  end: TsPlace;
  contextStart?: TsPlace;
  contextEnd?: TsPlace;
}

interface LspPlace {
  line: number;
  character: number;
}

interface LspRange {
  start: LspPlace;
  end: LspPlace;
}

interface LspLink {
  targetUri: string;
  targetRange: LspRange;
  targetSelectionRange: LspRange;
}

function readSpan(file: string, from: Place, to: Place): string {
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .slice(from.line, to.line + 1);
  const cut = [...lines.slice(0, -1), lines.at(-1)?.slice(0, to.column) ?? ""];
  return [cut[0]?.slice(from.column), ...cut.slice(1)].join("\n");
}

/** What a server sends: first what TypeScript's own protocol has, then what LSP has. */
interface Message {
  request_seq?: number;
  body?: unknown;
  id?: number;
  method?: string;
  result?: unknown;
}

/** How messages look on the way to a server and back. */
interface Protocol {
  frame(message: string): string;
  /** Without an id it is not to be answered. */
  wrap(id: number | undefined, name: string, args: object): object;
  idOf(message: Message): number | undefined;
  resultOf(message: Message): unknown;
  /** What the server's own requests are answered with. */
  answer?(message: Message): object | undefined;
}

interface Server {
  send(name: string, args: object): void;
  /** `T` is what the protocol says of the answer. */
  request<T>(name: string, args: object): Promise<T>;
  stop(): Promise<void>;
}

function startServer([command = "", ...args]: readonly string[], protocol: Protocol): Server {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "ignore"], env: { ...process.env, NODE_OPTIONS: "" } });
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  let last = 0;
  const write = (message: object): void => {
    child.stdin.write(protocol.frame(JSON.stringify(message)));
  };
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  void closed.then(() => {
    for (const { reject } of waiting.values()) reject(new Error(`${args.join(" ")} has ended`));
  });
  readMessages(child.stdout, (message) => {
    const answer = protocol.answer?.(message);
    if (answer) write(answer);
    const id = protocol.idOf(message);
    if (id === undefined) return;
    waiting.get(id)?.resolve(protocol.resultOf(message));
    waiting.delete(id);
  });
  return {
    send: (name, args) => write(protocol.wrap(undefined, name, args)),
    request<T>(name: string, args: object) {
      return new Promise<T>((resolve, reject) => {
        const id = ++last;
        waiting.set(id, { resolve: (result) => resolve(result as T), reject }); // as the protocol says
        write(protocol.wrap(id, name, args));
      });
    },
    async stop() {
      child.kill("SIGKILL");
      await closed;
    },
  };
}

/** Both protocols have headers before their messages: `Content-Length: 12`. */
function readMessages(stream: Readable, receive: (message: Message) => void): void {
  let buffer = Buffer.alloc(0);
  stream.on("data", (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const head = buffer.indexOf("\r\n\r\n");
      const length = /Content-Length: (\d+)/i.exec(buffer.subarray(0, Math.max(head, 0)).toString())?.[1];
      const end = head + 4 + Number(length);
      if (length === undefined || buffer.length < end) return;
      const text = buffer.subarray(head + 4, end).toString();
      buffer = buffer.subarray(end);
      receive(JSON.parse(text));
    }
  });
}
