import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { CURVES, type Curve } from "./Curve.ts";

/** @throws {InvalidOptionError} */
export function checkCurve(curve: unknown): asserts curve is Curve {
  if (typeof curve === "string" && Object.hasOwn(CURVES, curve)) return;
  throw invalidOption("curve", "Expected p256 or secp256k1 as `curve`.");
}
