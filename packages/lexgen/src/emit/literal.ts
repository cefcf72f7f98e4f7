/**
 * Makes a string literal. All literals and quoted names of generated code are made here. They are ASCII where a reader could be
 * misled, and can stand in a `<script>`.
 *
 * @example
 * ```ts
 * stringLiteral('a "b"'); // "a \"b\""
 * ```
 */
export function stringLiteral(text: string): string {
  // Half characters are escaped by JSON already.
  return JSON.stringify(text)
    .replaceAll(INVISIBLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replaceAll(/<(?=[/!]|script)/gi, "\\u003c");
}

/** Ends of lines, controls, and what cannot be seen or changes the direction of the text around it. */
const INVISIBLE = /[\u007f-\u00a0\u00ad\u061c\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** Makes an expression whose value is that of some JSON. */
export function literal(value: unknown): string {
  if (typeof value === "string") return stringLiteral(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return `{${members.map(([name, member]) => `${valueKey(name)}:${literal(member)}`).join(",")}}`;
  }
  return Object.is(value, -0) ? "-0" : (JSON.stringify(value) ?? "undefined");
}

const IDENTIFIER = /^[a-zA-Z_$][\w$]*$/;

/** A property's name in a type, or after `{` of a value that is not `__proto__`. */
export function propertyKey(name: string): string {
  return IDENTIFIER.test(name) ? name : stringLiteral(name);
}

/** A property's name in an object literal, where a plain `__proto__` is no property. */
export function valueKey(name: string): string {
  return name === "__proto__" ? '["__proto__"]' : propertyKey(name);
}

/** An expression that reads a property. TypeScript can be told to want brackets where a type has an index signature. */
export function propertyRead(object: string, name: string, brackets: boolean): string {
  return !brackets && IDENTIFIER.test(name) ? `${object}.${name}` : `${object}[${stringLiteral(name)}]`;
}
