import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { npmAdvice } from "./npm.mjs";

describe("npmAdvice", () => {
  const cases: [output: string, advice: RegExp][] = [
    ["npm error code ENOTFOUND\nnpm error network request to https://example.com failed", /cannot be reached/],
    ["npm error code EAI_AGAIN", /cannot be reached/],
    ["npm error code ENOSPC\nnpm error syscall write", /disk is full/],
    ["npm error code EACCES\nnpm error path /x", /cannot be written/],
    ["npm error code EUSAGE\nnpm error `npm ci` can only install packages when ...", /Run npm install/],
    ["npm error code EINTEGRITY", /npm cache clean/],
    ["npm error code E404", /mirror may be behind/],
    ["npm error something new", /^It printed:$/],
    ["npm warn network ENOTFOUND was mended by a retry\nnpm error code ENOSPC", /disk is full/],
  ];
  for (const [output, advice] of cases) {
    it(`says what to do about ${output.split("\n").at(-1)}`, () => assert.match(npmAdvice(output, undefined), advice));
  }

  it("says that npm is too old", () => {
    assert.match(npmAdvice("npm error x", "npm/9.9.4 node/v20.20.2 linux x64"), /This is npm 9; npm 10 or later/);
    assert.doesNotMatch(npmAdvice("npm error x", "npm/10.8.2 node/v20.20.2 linux x64"), /or later/);
  });
});
