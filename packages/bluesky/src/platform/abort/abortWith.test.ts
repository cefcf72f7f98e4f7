import assert from "node:assert/strict";
import { test } from "node:test";
import { abortWith } from "./abortWith.ts";
import { throwIfAborted } from "./throwIfAborted.ts";

/** A controller whose signals keep no reason, and throw nothing by themselves. */
function bare(): AbortController {
  const signal = Object.assign(new EventTarget(), { aborted: false });
  const abort = (): void => {
    signal.aborted = true;
    signal.dispatchEvent(new Event("abort"));
  };
  return { signal, abort } as unknown as AbortController; // as far as some platforms have it
}

test("a signal has its reason, when it is told too", () => {
  for (const controller of [new AbortController(), bare()]) {
    const seen: unknown[] = [];
    controller.signal.addEventListener("abort", () => seen.push(controller.signal.reason));
    throwIfAborted(controller.signal);
    abortWith(controller, "enough");
    assert.deepEqual([controller.signal.aborted, seen], [true, ["enough"]]);
    assert.throws(
      () => throwIfAborted(controller.signal),
      (reason) => reason === "enough",
    );
  }
});

test("without a reason there is still something to throw", () => {
  const controller = bare();
  controller.abort();
  assert.throws(() => throwIfAborted(controller.signal), { message: "aborted" });
  throwIfAborted(undefined);
});
