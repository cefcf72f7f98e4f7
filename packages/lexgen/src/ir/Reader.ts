import type { LexiconProblem } from "../errors/LexiconError.ts";
import type { Findings } from "./Findings.ts";

type Plain = { string: string; number: number; boolean: boolean };

/** Reads one object of a document. What is wrong is noted with its path, and reading goes on. */
export class Reader {
  readonly nsid: string;
  readonly #value: { readonly [key: string]: unknown };
  readonly #path: string;
  readonly #findings: Findings;

  constructor(nsid: string, value: { readonly [key: string]: unknown }, path: string, findings: Findings) {
    this.nsid = nsid;
    this.#value = value;
    this.#path = path;
    this.#findings = findings;
  }

  /** Notes what cannot be compiled. */
  problem(field: string, reason: string): void {
    this.#findings.problems.push(this.#finding(field, reason));
  }

  /** Notes what can be compiled, and is odd. */
  warning(field: string, reason: string): void {
    this.#findings.warnings.push(this.#finding(field, reason));
  }

  has(field: string): boolean {
    return this.#value[field] !== undefined;
  }

  raw(): { readonly [key: string]: unknown } {
    return this.#value;
  }

  /** Warns of every field that is not in the list: one of another tool's, of a later specification, or a misspelt one. */
  only(fields: readonly string[]): void {
    for (const field of Object.keys(this.#value)) {
      if (!fields.includes(field)) this.warning(field, `unknown, and left out; known here are ${fields.join(", ")}`);
    }
  }

  value<K extends keyof Plain>(field: string, type: K): Plain[K] | undefined {
    const value = this.#value[field];
    if (value === undefined) return undefined;
    if (typeof value === type && (type !== "number" || Number.isSafeInteger(value))) return value as Plain[K]; // just tested
    this.problem(field, `expected ${type === "number" ? "an integer" : `a ${type}`}, got ${shown(value)}`);
    return undefined;
  }

  string(field: string): string | undefined {
    if (!this.has(field)) this.problem(field, "missing; expected a string");
    return this.value(field, "string");
  }

  optionalString(field: string): string | undefined {
    return this.value(field, "string");
  }

  /** An integer that limits something. One that JavaScript cannot hold exactly limits nothing that it can. */
  limit(field: string): number | undefined {
    const value = this.#value[field];
    if (typeof value !== "number" || !Number.isInteger(value) || Number.isSafeInteger(value)) {
      return this.value(field, "number");
    }
    this.warning(field, `${value} is beyond what JavaScript holds exactly (2^53 - 1), and is left out`);
    return undefined;
  }

  /** A limit of at least zero. */
  size(field: string): number | undefined {
    const value = this.limit(field);
    if (value !== undefined && value < 0) this.problem(field, `expected an integer of at least 0, got ${value}`);
    return value;
  }

  ordered(low: string, min: number | undefined, high: string, max: number | undefined): void {
    if (min !== undefined && max !== undefined && min > max) this.problem(low, `${min} is above ${high}, ${max}`);
  }

  list<K extends keyof Plain>(field: string, type: K): readonly Plain[K][] | undefined {
    const value = this.#value[field];
    if (value === undefined) return undefined;
    const fits = (item: unknown): boolean => typeof item === type && (type !== "number" || Number.isSafeInteger(item));
    if (Array.isArray(value) && value.every(fits)) return value;
    this.problem(field, `expected an array of ${type === "number" ? "integers" : `${type}s`}, got ${shown(value)}`);
    return undefined;
  }

  object(field: string): Reader | undefined {
    return this.#child(field, this.#value[field]);
  }

  /** The objects of an array; none where it is missing. */
  objects(field: string): readonly Reader[] {
    const value = this.#value[field];
    if (value === undefined) return [];
    if (!Array.isArray(value)) {
      this.problem(field, `expected an array, got ${shown(value)}`);
      return [];
    }
    const children = value.map((item: unknown, index) => this.#child(`${field}[${index}]`, item));
    return children.filter((child) => child !== undefined);
  }

  keys(field: string): readonly string[] {
    return this.has(field) ? Object.keys(this.object(field)?.raw() ?? {}) : [];
  }

  *entries(field: string): Generator<[string, Reader]> {
    const child = this.has(field) ? this.object(field) : undefined;
    for (const key of Object.keys(child?.raw() ?? {})) {
      const entry = child?.object(key);
      if (entry) yield [key, entry];
    }
  }

  #child(field: string, value: unknown): Reader | undefined {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      const path = this.#path ? `${this.#path}.${field}` : field;
      return new Reader(this.nsid, value as { [key: string]: unknown }, path, this.#findings); // just tested
    }
    const expected = "expected an object";
    this.problem(field, value === undefined ? `missing; ${expected}` : `${expected}, got ${shown(value)}`);
    return undefined;
  }

  #finding(field: string, reason: string): LexiconProblem {
    const path = this.#path && field ? `${this.#path}.${field}` : this.#path || field;
    return { document: this.nsid, path, reason };
  }
}

/** A value as a message shows it. */
export function shown(value: unknown): string {
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "an array" : "an object";
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
