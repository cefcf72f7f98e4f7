import { abortedError } from "../../errors/AbortedError.ts";
import { checkSignal } from "../../errors/checkSignal.ts";
import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { abortable } from "../../platform/abort/abortable.ts";
import { quietly } from "../../platform/abort/quietly.ts";

/** What happens next: one more is there to be worked on, or something has come of one. */
type Step<T> = { readonly taken: IteratorResult<string> } | { readonly key: number; readonly value: T };

/**
 * Does something with each of many, a few at once, and gives what comes of it as soon as it is there. No more are taken than there is
 * room for. What is under way when the reader leaves is nobody's.
 *
 * @throws {InvalidOptionError} `concurrency`
 * @throws {AbortedError}
 * @throws {unknown} what `source` and `work` throw
 */
export async function* takeSome<T>(
  source: Iterable<string> | AsyncIterable<string>,
  concurrency: number,
  signal: AbortSignal | undefined,
  work: (one: string) => Promise<T>,
): AsyncGenerator<T, void, undefined> {
  if (!Number.isSafeInteger(concurrency) || concurrency < 1) {
    throw invalidOption("concurrency", `Expected a number of at least 1 as \`concurrency\`, got ${concurrency}.`);
  }
  checkSignal(signal);
  const iterator = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  const pending = new Map<number, Promise<Step<T>>>();
  let taking: Promise<Step<T>> | undefined;
  let next = 0;
  let isOver = false;
  try {
    while (!isOver || pending.size > 0) {
      if (!isOver && pending.size < concurrency) {
        taking ??= quiet(async () => ({ taken: await iterator.next() }));
      }
      const step = await abortable(Promise.race([...pending.values(), ...(taking ? [taking] : [])]), signal);
      if ("taken" in step) {
        taking = undefined;
        isOver = step.taken.done === true;
        if (step.taken.done) continue;
        const key = next++;
        const one = step.taken.value;
        pending.set(
          key,
          quiet(async () => ({ key, value: await work(one) })),
        );
        continue;
      }
      pending.delete(step.key);
      yield step.value;
    }
  } catch (error) {
    throw signal?.aborted ? abortedError("the lookup of many was aborted", signal) : error;
  } finally {
    // A source that waits for something may never hear of it.
    if (!isOver) quietly(() => iterator.return?.());
  }
}

/** Whoever waits for it says what is wrong; nobody may. */
function quiet<T>(work: () => Promise<T>): Promise<T> {
  const done = work();
  done.catch(() => {});
  return done;
}
