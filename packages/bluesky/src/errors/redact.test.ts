import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { soak } from "../../../../scripts/test/soak.ts";
import { hideSecrets, redact } from "./redact.ts";
import { showText } from "./toShown.ts";

const TOKEN = "q7Zx-opaque_token.VERY+long/and=secret~0123456789";

test("a text without secrets stays as it is, and so does one with secrets that are too short to be told from words", () => {
  for (const text of ["", "plain", "a % b \\ c %zz \\q \\u00", "100% \\\\ ü 😀"]) {
    assert.equal(redact(text, []), text);
    assert.equal(redact(text, [TOKEN, "abc", "", " "]), text);
  }
});

test("a short secret is found whole, a long one also in pieces of twelve", () => {
  assert.equal(redact("with hunter2, twice hunter2", ["hunter2"]), "with [secret], twice [secret]");
  assert.equal(redact("with hunter", ["hunter2"]), "with hunter");
  for (let begin = 0; begin + 12 <= TOKEN.length; begin++) {
    assert.equal(redact(`<${TOKEN.slice(begin, begin + 12)}>`, [TOKEN]), "<[secret]>", `${begin}`);
  }
  assert.equal(redact(`<${TOKEN.slice(3, 14)}>`, [TOKEN]), `<${TOKEN.slice(3, 14)}>`, "eleven");
});

test("any secret is found in any text, in any form that servers give it back in", () => {
  const secret = fc
    .string({ minLength: 12, maxLength: 60, unit: "grapheme" })
    .filter((text) => text.trim().length >= 12);
  const around = fc.string({ maxLength: 30 });
  const base64 = (text: string): string => Buffer.from(text).toString("base64");
  const forms: ((text: string) => string)[] = [
    (text) => text,
    encodeURIComponent,
    (text) => encodeURIComponent(encodeURIComponent(text)),
    (text) => JSON.stringify(text).slice(1, -1),
    base64,
    (text) => base64(`a:${text}`),
    (text) => Buffer.from(`ab${text}`).toString("base64url"),
  ];
  fc.assert(
    fc.property(secret, around, around, fc.constantFrom(...forms), (given, before, after, form) => {
      fc.pre(given.isWellFormed());
      const echo = form(given.trim());
      fc.pre(!before.includes("%") && !before.includes("\\"));
      const shown = redact(`${before} ${echo} ${after}`, [given]);
      // What is left over are the ends of base 64, which hold what stands beside it.
      assert.ok(shown.includes("[secret]"), `${echo} in ${shown}`);
      assert.ok(shown.startsWith(before) || before.length > 0);
      assert.ok(!shown.includes(echo), shown);
    }),
    { numRuns: soak(500, 50_000) },
  );
});

test("it is fast, however long the text and however many the secrets", () => {
  const secrets = Array.from({ length: 20 }, (_, n) => `${n}${TOKEN.repeat(20)}`);
  const hostile = ["x", "q7Zx-o", "%", "\\", "%25", "\\u0041", "A"].map((part) => part.repeat(20_000));
  const start = performance.now();
  for (const text of hostile) showText(text, hideSecrets(secrets));
  assert.ok(performance.now() - start < 3_000, `${performance.now() - start}`);
});

test("a secret that lies where a text is cut off is not shown in part", () => {
  for (let at = 1900; at < 2010; at++) {
    const shown = showText(`${"x".repeat(at)}${TOKEN}${"y".repeat(5000)}`, hideSecrets([TOKEN]));
    assert.ok(!shown.includes(TOKEN.slice(0, 4)), `${at}`);
  }
});
