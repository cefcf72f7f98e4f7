import assert from "node:assert/strict";
import { it } from "node:test";
import { parseArguments } from "./parseArguments.ts";

const defaults = {
  seed: false,
  port: undefined,
  appView: true,
  rateLimits: false,
  json: false,
  verbose: false,
  help: false,
  version: false,
};

it("reads the command line", () => {
  assert.deepEqual(parseArguments([]), defaults);
  assert.deepEqual(parseArguments(["--seed", "--port", "2583", "--verbose"]), {
    ...defaults,
    seed: true,
    port: 2583,
    verbose: true,
  });
  assert.deepEqual(parseArguments(["--no-app-view", "--rate-limits", "--json", "-h", "--version"]), {
    ...defaults,
    appView: false,
    rateLimits: true,
    json: true,
    help: true,
    version: true,
  });
});

it("refuses what it does not know", () => {
  for (const args of [["--sed"], ["seed"], ["--port"], ["--port", "x"], ["--port=1e3"], ["--seed=yes"]]) {
    assert.throws(() => parseArguments(args), { code: "invalid_option" }, args.join(" "));
  }
});
