import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient } from "../../../xrpc/client/createClient.ts";
import type { CallOptions } from "../../../xrpc/contract/Call.ts";
import { countDown } from "./countDown.ts";

test("each call gets what is left of the deadline of all", ({ mock }) => {
  let now = 1_000;
  mock.method(performance, "now", () => now);
  const client = createClient({ deadline: 500 });
  const own = countDown(client, { deadline: 100, timeout: 7 });
  const ofClient = countDown<CallOptions>(client, {});
  const none = countDown(createClient({ deadline: 0 }), { timeout: 7 });
  now += 30;
  assert.deepEqual([own(), ofClient(), none()], [{ deadline: 70, timeout: 7 }, { deadline: 470 }, { timeout: 7 }]);
  now += 1_000;
  // Nothing is left: the call that is next says so. None at all would be no deadline.
  assert.deepEqual([own().deadline, ofClient().deadline], [1, 1]);
});
