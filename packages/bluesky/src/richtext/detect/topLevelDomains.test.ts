import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { emitTopLevelDomains, readTopLevelDomains } from "../../../scripts/emitTopLevelDomains.ts";
import { isTopLevelDomain } from "./isTopLevelDomain.ts";

it("the list of top-level domains is that of the package, as updateTopLevelDomains.ts writes it", () => {
  const written = readFileSync(join(import.meta.dirname, "topLevelDomains.ts"), "utf8");
  assert.equal(written, emitTopLevelDomains());
});

it("every top-level domain of the list is known, and nothing else", () => {
  const [ascii, punycode] = readTopLevelDomains();
  assert.ok(ascii.length > 1_250 && punycode.includes("p1ai"), `${ascii.length}`);
  const list = [...ascii, ...punycode.map((domain) => `xn--${domain}`)];
  const known = new Set(list);
  for (const domain of list) {
    assert.ok(isTopLevelDomain(domain), domain);
    for (const other of [`${domain}x`, domain.slice(0, -1), domain.slice(1), domain.toUpperCase(), ` ${domain}`]) {
      if (!known.has(other)) assert.ok(!isTopLevelDomain(other), other);
    }
  }
  assert.ok(!isTopLevelDomain("") && !isTopLevelDomain("test") && !isTopLevelDomain("constructor"));
});
