import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { formatStrings } from "./formatStrings.ts";
import { placesOf, withValueAt } from "./places.ts";
import { definitionOf, readSubject } from "./targets.ts";
import { Values } from "./Values.ts";

/** The properties of the lexicons that hold what nobody else may read. */
const SECRETS = new Set([
  "accessJwt",
  "authFactorToken",
  "code",
  "codes",
  "inviteCode",
  "password",
  "passwords",
  "refreshJwt",
  "token",
  "verificationCode",
]);

/** Names that look as if they held a secret, and do not. */
const HARMLESS = new Set([
  "codeCount",
  "countryCode",
  "errorCode",
  "failureCode",
  "inviteCodeRequired",
  "joinLinkCode",
  "regionCode",
  "tokenRequired",
]);

const CANARY = "canary-7f3a";

const { program, targets } = await readSubject();
const full = new Values({ program, formats: formatStrings(1), seed: 1, full: true });

test("no issue shows the value of a property that holds a secret", () => {
  const seen = new Set<string>();
  let asked = 0;
  for (const target of targets) {
    const [whole] = fc.sample(full.of(target.node, definitionOf(target)), { seed: 1, numRuns: 1 });
    for (const { own, path } of placesOf(program, target, whole)) {
      const name = path.find((key) => SECRETS.has(String(key)));
      if (!own || name === undefined) continue;
      seen.add(String(name));
      for (const value of [CANARY, [CANARY], { [CANARY]: CANARY }, { text: CANARY }, CANARY.repeat(100_000), 1234567]) {
        const result = target.schema.safeParse(withValueAt(whole, path, value), { level: "strict" });
        if (result.ok) continue;
        asked++;
        assert.doesNotMatch(JSON.stringify(result.issues), /canary|1234567/, `${target.name} at ${path.join("/")}`);
      }
    }
  }
  assert.deepEqual(
    [...SECRETS].filter((name) => !seen.has(name)),
    [],
  );
  assert.ok(asked > 50);
});

test("every property whose name speaks of a secret is known", () => {
  const names = new Set<string>();
  for (const target of targets) {
    const [whole] = fc.sample(full.of(target.node, definitionOf(target)), { seed: 1, numRuns: 1 });
    for (const { own, path } of placesOf(program, target, whole)) {
      const name = path.at(-1);
      if (own && typeof name === "string") names.add(name);
    }
  }
  const speaking = [...names].filter((name) => /passw|token|jwt|secret|code/i.test(name));
  assert.deepEqual(speaking.filter((name) => !SECRETS.has(name) && !HARMLESS.has(name)).sort(), []);
});
