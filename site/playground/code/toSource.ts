import { ChosenFile } from "../form/FormNode.ts";

/** How values stand in a program. */
export interface SourceNames {
  /** What a file is called in it. */
  file(file: ChosenFile): string;
  /** What stands for a secret of that name. */
  secret(name: string): string;
}

const WIDTH = 80;

/** A value as TypeScript. It is as short as fits, and no text of it ends the literal that it stands in. */
export function toSource(value: unknown, names: SourceNames, name = "", indent = ""): string {
  if (value instanceof ChosenFile) return names.file(value);
  if (typeof value === "string") return isSecretName(name) && value !== "" ? names.secret(name) : JSON.stringify(value);
  if (typeof value !== "object" || value === null) return String(value);
  const deeper = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((item) => toSource(item, names, name, deeper))
    : Object.entries(value).map(([key, part]) => toProperty(key, toSource(part, names, key, deeper)));
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  if (parts.length === 0) return open + close;
  const space = open === "{" ? " " : "";
  const line = `${open}${space}${parts.join(", ")}${space}${close}`;
  if (indent.length + line.length <= WIDTH && !line.includes("\n")) return line;
  return `${open}\n${parts.map((part) => `${deeper}${part},\n`).join("")}${indent}${close}`;
}

function toProperty(key: string, source: string): string {
  const name = /^[A-Za-z_$][\w$]*$/.test(key) && key !== "__proto__" ? key : JSON.stringify(key);
  // What would set the prototype of an object literal is a property like any other when its name is computed.
  if (key === "__proto__") return `["__proto__"]: ${source}`;
  return name === source ? name : `${name}: ${source}`;
}

/** Whether what is called so is for nobody's eyes, and so does not stand in code. */
export function isSecretName(name: string): boolean {
  return /pass|token|jwt|secret|code/i.test(name);
}

/** The environment variable for a secret: `authFactorToken` is `AUTH_FACTOR_TOKEN`. */
export function toVariable(name: string): string {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1_$2")
    .replaceAll(/\W+/g, "_")
    .toUpperCase();
}
