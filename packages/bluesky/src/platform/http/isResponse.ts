/** Whether a value is an answer as `fetch` gives it, whichever `fetch` it is: platforms and libraries have classes of their own. */
export function isResponse(value: unknown): value is Response {
  const { status, headers } = Object(value) as Partial<Response>;
  return typeof status === "number" && typeof headers?.get === "function";
}
