import type { Curve } from "../curve/Curve.ts";

/** A public key. */
export interface PublicKey {
  /** Its curve. */
  readonly curve: Curve;
  /** Its point, compressed: 33 bytes. Where keys are written, the long form of 65 bytes is taken, too. */
  readonly bytes: Uint8Array;
}
