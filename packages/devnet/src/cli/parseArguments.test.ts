import assert from "node:assert/strict";
import { it } from "node:test";
import { parseArguments } from "./parseArguments.ts";

const defaults = {
  seed: false,
  port: undefined,
  appView: true,
  rateLimits: false,
  streams: false,
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
  assert.deepEqual(parseArguments(["--no-app-view", "--rate-limits", "--streams", "--json", "-h", "--version"]), {
    ...defaults,
    appView: false,
    rateLimits: true,
    streams: true,
    json: true,
    help: true,
    version: true,
  });
});

it("says in one line what is wrong with a flag or a value, as they were typed", () => {
  const mistakes: [args: string[], message: string][] = [
    [["--prot", "1"], "--prot: unknown flag; did you mean --port?"],
    [["--sed"], "--sed: unknown flag; did you mean --seed?"],
    [["--no-appview"], "--no-appview: unknown flag; did you mean --no-app-view?"],
    [["--colour"], "--colour: unknown flag"],
    [["-x"], "-x: unknown flag"],
    [["--seed", "-port", "1"], "-port: unknown flag; did you mean --port?"],
    [["--prot=1"], "--prot: unknown flag; did you mean --port?"],
    [["seed"], "seed: there are only flags; did you mean --seed?"],
    [["2583"], "2583: there are only flags"],
    [["--port"], "--port: its value is missing"],
    [["--port="], "--port: its value is missing"],
    [["--port", "--seed"], "--port --seed: its value is missing, or is written --port=--seed"],
    [["--seed=yes"], "--seed=yes: --seed takes no value"],
    [["--port", "1", "--port", "2"], "--port 2: it was given before, as 1"],
  ];
  for (const typed of ["99999", "65532", "1", "0", "-5", "x", "1e3", "25.5"]) {
    const expected = "expected a whole number from 2 to 65531 (the other servers get ports beside it)";
    mistakes.push([["--port", typed], `--port ${typed}: ${expected}`]);
  }
  for (const [args, message] of mistakes) {
    assert.throws(() => parseArguments(args), { code: "invalid_option", message }, args.join(" "));
  }
});

it("takes the first and the last port", () => {
  for (const port of [2, 65531]) assert.equal(parseArguments(["--port", String(port)]).port, port);
});
