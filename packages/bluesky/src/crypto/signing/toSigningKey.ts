import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { encodeBase58 } from "../../platform/bytes/base58.ts";
import { encodeBase64, encodeBase64Url } from "../../platform/bytes/base64.ts";
import { CURVES, type Curve } from "../curve/Curve.ts";
import { toLowS } from "../curve/lowS.ts";
import { decompress } from "../curve/points.ts";
import type { OpenKey } from "../engine/Engine.ts";
import { encodePkcs8 } from "../key/der.ts";
import { formatMultikey } from "../key/multikey.ts";
import type { KeyForms, SigningKey } from "./SigningKey.ts";

/** A key that is ready for use, as programs get it. The private number stands in no property. */
export function toSigningKey(curve: Curve, { point, secret, sign }: OpenKey): SigningKey {
  const { alg, crv, secretCodec } = CURVES[curve];
  const multikey = formatMultikey({ curve, bytes: point });
  const long = (): Uint8Array => decompress(curve, point) ?? point;
  const pkcs8 = (): Uint8Array<ArrayBuffer> => encodePkcs8({ curve, secret, point: long() });
  const forms: { readonly [Form in keyof KeyForms]: () => KeyForms[Form] } = {
    raw: () => secret.slice(),
    hex: () => Array.from(secret, (byte) => byte.toString(16).padStart(2, "0")).join(""),
    multibase: () => `z${encodeBase58([...secretCodec, ...secret])}`,
    pkcs8,
    pem: () => {
      const lines = encodeBase64(pkcs8()).match(/.{1,64}/g) ?? [];
      return ["-----BEGIN PRIVATE KEY-----", ...lines, "-----END PRIVATE KEY-----", ""].join("\n");
    },
    jwk: () => {
      const [x, y] = [long().subarray(1, 33), long().subarray(33)].map(encodeBase64Url) as [string, string];
      return { kty: "EC", crv, d: encodeBase64Url(secret), x, y };
    },
  };
  return {
    curve,
    alg,
    did: `did:key:${multikey}`,
    multikey,
    sign: async (data) => {
      if (!(data instanceof Uint8Array)) throw invalidOption("data", `Expected bytes to sign, got ${typeof data}.`);
      return toLowS(curve, await sign(data));
    },
    exportKey: (form) => {
      if (Object.hasOwn(forms, form)) return forms[form]();
      const names = Object.keys(forms).join(", ");
      throw invalidOption("form", `Expected one of ${names} as the form of a key.`);
    },
  };
}
