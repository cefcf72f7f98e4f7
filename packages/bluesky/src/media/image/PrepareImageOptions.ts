import type { ImageCodec } from "./codec/ImageCodec.ts";

/** How an image is made ready. */
export interface PrepareImageOptions {
  /**
   * What decodes and encodes, where that is needed.
   *
   * @default the canvas in browsers, `sharp` on Node where the program has it installed
   */
  readonly codec?: ImageCodec | undefined;
  /** What becomes of one that moves. `keep`: it is sent, and the app shows its first picture. @default "refuse" */
  readonly animated?: "refuse" | "keep" | undefined;
  /**
   * Whether a picture that lies on its side may be sent as it lies, where there is no codec to turn it: what says how it is to be turned
   * is taken out with the rest.
   *
   * @default false: it is refused
   */
  readonly allowUnturned?: boolean | undefined;
}
