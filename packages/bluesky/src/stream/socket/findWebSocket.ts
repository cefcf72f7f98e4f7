import { builtinModule } from "../../platform/builtinModule.ts";
import type { WebSocketClass } from "./Socket.ts";

/** What is used of `node:module`. */
interface Modules {
  createRequire(path: string): (name: string) => unknown;
}

/** What is known of the program. */
interface WithProcess {
  readonly process?: {
    readonly argv?: readonly string[];
    readonly versions?: { readonly bun?: string; readonly deno?: string };
    cwd?(): string;
  };
  readonly WebSocket?: WebSocketClass;
}

/**
 * The package `ws`, where the program on Node has it, because it can pause; the platform's own `WebSocket` otherwise.
 *
 * @returns `undefined` where there is none
 */
export function findWebSocket(): WebSocketClass | undefined {
  const { process, WebSocket } = globalThis as WithProcess;
  // Those of Deno and Bun are the platform's own, under that name.
  const isNode = process?.versions && !process.versions.bun && !process.versions.deno;
  const modules = isNode ? builtinModule<Modules>("node:module") : undefined;
  // An import would be in the way of bundlers. The program, or the folder that it is run in, has it installed.
  for (const place of modules ? [process?.argv?.[1], `${process?.cwd?.()}/program.js`] : []) {
    try {
      const found = place ? modules?.createRequire(place)("ws") : undefined;
      if (canPause(found)) return found;
    } catch {
      // Not from there.
    }
  }
  return WebSocket;
}

/** Whether it is the class of `ws`, from version 8 on. Bun's own has a `pause`, too, but is used as all others of platforms are. */
export function canPause(found: unknown): found is WebSocketClass {
  const { prototype } = Object(found) as { readonly prototype?: { readonly pause?: unknown; readonly on?: unknown } };
  return typeof found === "function" && typeof prototype?.pause === "function" && typeof prototype.on === "function";
}
