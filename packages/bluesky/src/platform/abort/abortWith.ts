/** Aborts with a reason. Not every platform's signals keep it. */
export function abortWith(controller: AbortController, reason: unknown): void {
  if (!("reason" in controller.signal)) Object.defineProperty(controller.signal, "reason", { value: reason });
  controller.abort(reason);
}
