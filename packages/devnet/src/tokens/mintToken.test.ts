import assert from "node:assert/strict";
import { it } from "node:test";
import { expireToken, mintToken } from "./mintToken.ts";
import { decodeJwt } from "./signJwt.ts";

const pds = { secret: "secret", pdsDid: "did:web:localhost" };

it("mints the token that was asked for", () => {
  const { header, claims } = decodeJwt(
    mintToken({ did: "did:plc:a", scope: "com.atproto.appPass", claims: { extra: 1 } }, pds),
  );
  assert.deepEqual(header, { typ: "at+jwt", alg: "HS256" });
  const { iat = 0, exp = 0, ...rest } = claims;
  assert.equal(exp - iat, 7200);
  assert.deepEqual(rest, { scope: "com.atproto.appPass", aud: "did:web:localhost", sub: "did:plc:a", extra: 1 });
  assert.throws(() => mintToken({ did: "did:plc:a", expiresIn: Number.NaN }, pds), { code: "invalid_option" });
});

it("was issued before it expired", () => {
  const { iat = 0, exp = 0 } = decodeJwt(mintToken({ did: "did:plc:a", expiresIn: -100 }, pds)).claims;
  assert.ok(iat < exp && exp < Date.now() / 1000);
});

it("expires a token and changes nothing else", () => {
  const token = mintToken({ did: "did:plc:a", claims: { jti: "x" } }, pds);
  const { iat, exp = 0, ...rest } = decodeJwt(expireToken(token, pds.secret)).claims;
  assert.ok(exp < Date.now() / 1000 - 3000);
  const { iat: _, exp: __, ...original } = decodeJwt(token).claims;
  assert.deepEqual(rest, original);
});

it("refuses what is no token", () => {
  for (const wrong of ["", "a", "a.b", "a.b.c", "e30.e30", "e30.e30.x.y", "bnVsbA.bnVsbA.x"]) {
    assert.throws(() => expireToken(wrong, "secret"), { code: "invalid_token" }, wrong);
  }
});
