import { builtinModule } from "../../../platform/builtinModule.ts";
import { canvasCodec } from "./canvasCodec.ts";
import type { ImageCodec } from "./ImageCodec.ts";
import { type Sharp, sharpCodec } from "./sharpCodec.ts";

/** What is used of `node:module`. */
interface Modules {
  createRequire(path: string): (name: string) => unknown;
}

/** What decodes images here: the canvas of a browser, or `sharp` where the program on Node has it. */
export function findCodec(): ImageCodec | undefined {
  if (typeof createImageBitmap === "function" && typeof OffscreenCanvas === "function") return canvasCodec;
  const modules = builtinModule<Modules>("node:module");
  const { process } = globalThis as { process?: { readonly argv?: readonly string[]; cwd?(): string } };
  // An import would be in the way of bundlers. The program, or the folder that it is run in, has it installed.
  for (const place of modules ? [process?.argv?.[1], `${process?.cwd?.()}/program.js`] : []) {
    try {
      if (place) return sharpCodec(modules?.createRequire(place)("sharp") as Sharp);
    } catch {
      // Not from there.
    }
  }
  return undefined;
}
