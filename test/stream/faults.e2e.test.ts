import assert from "node:assert/strict";
import { it } from "node:test";
import { checkStreams, formatStreams, runStreams } from "../../faults/src/streams/runStreams.ts";
import { streamCases } from "../../faults/src/streams/streamCases.ts";

/** `npm run soak` and `npm run faults` run them for each kind of stream. */
const cases = process.env.SOAK
  ? streamCases
  : streamCases.filter(
      ({ name, source }) => source === "relay" || name === "malformed frame" || name === "CursorTooOld",
    );

it("streams with faults lose nothing but what a fault takes away, and double nothing", async (test) => {
  const results = await runStreams(["bluesky"], { cases, fresh: false });
  for (const line of formatStreams(results)) test.diagnostic(line);
  assert.deepEqual(checkStreams(results, "bluesky").problems, []);
});
