/**
 * Writes a query string, with its `?`. An array repeats its key; what is undefined is left out.
 *
 * @throws TypeError where a value is neither a string, a number nor a boolean
 */
export function encodeParams(params: object): string {
  let query = "";
  for (const [key, value] of Object.entries(params)) {
    for (const item of [value].flat()) {
      if (item === undefined) continue;
      if (typeof item === "object") throw new TypeError(`the parameter ${key} is an object`);
      query += `${query ? "&" : "?"}${encodeURIComponent(key)}=${encodeURIComponent(item)}`;
    }
  }
  return query;
}
