import type { Issue } from "../../src/schema/index.ts";
import { differences as formatDifferences } from "../../src/syntax/testing/differences.ts";
import type { Path, Place } from "./places.ts";

/** One point on which we and the judge do not agree. */
export interface Disagreement {
  readonly path: Path;
  /** What is at the path. */
  readonly value: unknown;
  /** What the lexicon says there, or at the next place above. */
  readonly place: Place;
  /** Our issue, where the judge accepts the value. */
  readonly issue?: Issue | undefined;
  /** The judge's error, where we have none at this path. */
  readonly error?: string | undefined;
}

/** A kind of disagreement that is meant to be. */
export interface Difference {
  readonly name: string;
  /** Why we do otherwise. */
  readonly reason: string;
  readonly explains: (disagreement: Disagreement) => boolean;
}

/**
 * Every way in which the strict level differs from `@atproto/lexicon` 0.7.19. The proof fails for a disagreement that
 * none of these explains, and for one of these that does not come up.
 */
export const differences: readonly Difference[] = [
  {
    name: "formats",
    reason: "Each kind of string has its own reason, in src/syntax/testing/differences.ts.",
    explains: ({ place, issue, error, value }) => {
      if (issue ? issue.code !== "format" : error === undefined) return false;
      const format = formatOf(place);
      const text = textOf(value);
      return formatDifferences.some(
        (kind) =>
          kind.format === format &&
          kind.oracle === "lexicon" &&
          kind.ours === !issue &&
          text !== undefined &&
          kind.covers(text),
      );
    },
  },
  {
    name: "what is not of the data model",
    reason:
      "JSON would change it, or a server refuse it. The judge looks only at what the lexicon asks for, and takes what is left for anything.",
    explains: ({ issue, value }) =>
      issue?.code === "data" && (isMisfit(value) || /^\$/.test(String(issue.path.at(-1)))),
  },
  {
    name: "an array, a link, bytes or a blob as unknown",
    reason:
      "Of type unknown is any object of the data model, which these are not. The judge takes whatever is an object.",
    explains: ({ place, issue, value }) =>
      issue?.code === "type" &&
      place.node.kind === "unknown" &&
      (Array.isArray(value) || "$link" in Object(value) || "$bytes" in Object(value) || isBlobLike(value)),
  },
  {
    name: "a required property with a default is missing",
    reason:
      "The judge fills the default in. We change nothing in what is sent, so it would go out without the property.",
    explains: ({ place, issue }) =>
      issue?.code === "required" && place.required && "default" in place.node && place.node.default !== undefined,
  },
  {
    name: "integers beyond 2^53",
    reason: "JavaScript has rounded them already. The judge takes any number without a fraction.",
    explains: ({ place, issue, value }) =>
      issue?.code === "type" &&
      place.node.kind === "integer" &&
      Number.isInteger(value) &&
      !Number.isSafeInteger(value),
  },
  {
    name: "arrays as objects",
    reason: "To the judge an array is an object without the properties. No type of TypeScript says so.",
    explains: ({ place, issue, value }) =>
      issue?.code === "type" && place.node.kind === "object" && Array.isArray(value),
  },
  {
    name: "parameters that are no object",
    reason: "The judge takes anything else for no parameters.",
    explains: ({ place, issue, value }) =>
      (issue?.code === "type" &&
        place.path.length === 0 &&
        place.node.kind === "object" &&
        typeof value !== "object") ||
      (issue?.code === "type" && value === null),
  },
  {
    name: "another $type",
    reason:
      "A value that says that it is something else was given to the wrong schema. The judge looks only in unions.",
    explains: ({ place, issue, path }) =>
      issue?.code === "variant" && place.node.kind === "object" && path.length === 1 && path[0] === "$type",
  },
  {
    name: "#main in a $type",
    reason: "The specification rules it out: a main definition is named by its NSID alone. The judge takes both.",
    explains: ({ place, issue, value }) =>
      issue?.code === "variant" && place.node.kind === "union" && typeof value === "string" && value.endsWith("#main"),
  },
  {
    name: "a $type that is no name",
    reason: "The judge takes the empty name, and one that ends in # without naming a definition.",
    explains: ({ place, issue, value }) =>
      issue?.code === "variant" &&
      place.node.kind === "union" &&
      (value === "" || (typeof value === "string" && value.endsWith("#"))),
  },
  {
    name: "lex: before a $type",
    reason:
      "The judge reads over the prefix, which no $type has. To us it is a variant that we do not know, or not one of a closed union.",
    explains: ({ place, error, issue, value }) =>
      issue
        ? issue.code === "variant" && String(value).startsWith("lex:")
        : error !== undefined && place.node.kind === "union" && /"\$type":"lex:/.test(JSON.stringify(place.value)),
  },
  {
    name: "media types and sizes of blobs",
    reason: "The judge reads neither accept nor maxSize. The server that a blob is uploaded to does.",
    explains: ({ place, issue }) =>
      place.node.kind === "blob" && (issue?.code === "accept" || issue?.code === "max_size"),
  },
  {
    name: "sizes of blobs that are no size",
    reason: "The judge takes any number: negative, with a fraction, beyond 2^53.",
    explains: ({ place, issue, value }) => {
      const size = (value as { size?: unknown } | null | undefined)?.size;
      return (
        place.node.kind === "blob" &&
        issue !== undefined &&
        typeof size === "number" &&
        !(Number.isSafeInteger(size) && size >= 0)
      );
    },
  },
  {
    name: "blobs whose CID is not one of raw bytes",
    reason: "A server names a blob by its bytes: such a CID is that of something else, and the blob is nowhere.",
    explains: ({ place, issue }) => place.node.kind === "blob" && issue?.expected === "a CID of raw bytes",
  },
  {
    name: "legacy blobs",
    reason: "Written before 2023 and readable at the shape level, but no longer to be written.",
    explains: ({ place, issue, value }) =>
      place.node.kind === "blob" && issue?.code === "type" && "cid" in Object(value) && !("$type" in Object(value)),
  },
  {
    name: "bytes that Buffer decodes",
    reason:
      "On Node the judge takes - and _ for + and /, and half of the padding. Elsewhere it refuses them, as we do.",
    explains: ({ place, issue, value }) =>
      place.node.kind === "bytes" &&
      issue?.code === "format" &&
      /[-_]|^[^=]*=$/.test((value as { $bytes: string }).$bytes), // bytes: the code says so
  },
  {
    name: "bytes with bits that nobody encoded",
    reason:
      "The last character holds more bits than the bytes have. The judge drops them; read and written again, it is another text.",
    explains: ({ place, issue, value }) => {
      if (place.node.kind !== "bytes" || issue?.code !== "format") return false;
      const { $bytes } = value as { $bytes: string }; // bytes: the code says so
      const unpadded = $bytes.replace(/={0,2}$/, "");
      return (
        Buffer.from(unpadded, "base64")
          .toString("base64")
          .replace(/={0,2}$/, "") !== unpadded
      );
    },
  },
  {
    name: "bytes as an object",
    reason:
      "To the judge { $bytes } is an array of bytes wherever it is, with sort and keys as methods. To us it is an object.",
    explains: ({ place, error, value }) =>
      error !== undefined &&
      value === undefined &&
      !place.required &&
      (place.path.at(-1) as string) in Uint8Array.prototype,
  },
  {
    name: "references to records",
    reason: "The judge does not know how to check a record inside something else, and refuses it whatever it is.",
    explains: ({ error }) => error === "Unexpected lexicon type: record" || /^\S+ Unexpected/.test(error ?? ""),
  },
  {
    name: "tokens",
    reason: "The judge has no values of tokens, and refuses them. To us a token's value is its name.",
    explains: ({ error }) => error === "Unexpected lexicon type: token",
  },
];

/** Whether something is of the data model in none of its parts: judged by how it looks, not by our own functions. */
function isMisfit(value: unknown): boolean {
  if (typeof value === "string") return !value.isWellFormed();
  if (typeof value === "number") return !Number.isSafeInteger(value);
  if (typeof value !== "object" || value === null) return false;
  const { $type } = value as { $type?: unknown }; // an object, as just tested
  return (
    "$link" in value ||
    "$bytes" in value ||
    ($type !== undefined && (typeof $type !== "string" || $type === "")) ||
    isBlobLike(value) ||
    Object.keys(value).some((key) => !key.isWellFormed())
  );
}

function isBlobLike(value: unknown): boolean {
  return (value as { $type?: unknown } | undefined)?.$type === "blob";
}

/** The format of a string, or of the CID of a link or a blob. */
function formatOf({ node }: Place): string | undefined {
  if (node.kind === "cid-link" || node.kind === "blob") return "cid";
  return node.kind === "string" ? node.format : undefined;
}

/** A string, or the CID of a link or a blob. */
function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return undefined;
  const { ref, $link } = value as { ref?: unknown; $link?: unknown }; // an object, as just tested
  return textOf($link ?? ref);
}
