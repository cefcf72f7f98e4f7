/**
 * Rooms in the order in which they may depend on each other: each imports only from those before it. A room is a sub-folder,
 * alone or with the order of its own rooms; `.` stands for the folder's own files together, a name with `.ts` for an entry
 * point. A folder without an order has rooms that do not lead to each other in a circle.
 */
export type Layout = readonly (string | readonly [name: string, rooms: Layout])[];

/** The parts of `packages/bluesky/src`, and their rooms. `*.ts` files directly in `src` are parts too. */
export const parts: Layout = [
  ["platform", ["bytes", "abort", "http", "files", "."]],
  "errors",
  "network",
  "syntax",
  "data",
  [
    "crypto",
    ["curve", "key", ["engine", ["k256", "."]], "signature", "signing", "document", "token", "label", "index.ts"],
  ],
  ["schema", ["issues", "checks", ".", "index.ts"]],
  ["xrpc", ["contract", "errors", "attempt", "body", "route", "around", "operation", "client", "index.ts"]],
  "tree",
  "runtime.ts",
  "telemetry",
  "client.ts",
  "lexicons",
  "models",
  ["identity", ["many", ".", "plc", "web", "index.ts"]],
  ["records", ["single", "plan", "index.ts"]],
  ["auth", ["errors", "tokens", "stores", "password", "oauth", ".", "index.ts"]],
  ["richtext", ["model", "detect", "edit", "build", "render", "post", "index.ts"]],
  ["media", ["model", "image", "video", "card", "download", "index.ts"]],
  ["repo", ["model", "car", "mst", "commit", "read", "write", "index.ts"]],
  [
    "stream",
    [
      "lexicons",
      "model",
      "frame",
      "cursor",
      "socket",
      "source",
      "verify",
      ["engine", ["contract", "core", "reading", "handing", "."]],
      "backfill",
      "bots",
      "index.ts",
    ],
  ],
  ["transfer", ["contract", "folder", "server", ".", "file.ts"]],
  [
    "actions",
    [
      "refs",
      ["feed", ["find", "compose", "publish", "mark", "gates", "drafts"]],
      ["read", [".", "views", "feeds", "thread", "search"]],
      ["notifications", ["list", "stream", "bots"]],
      ["graph", ["find", "relate", "mute", "lists", "people", "report"]],
      "profile",
      "account",
      ["preferences", ["entries", "change", "kinds", "."]],
      "index.ts",
    ],
  ],
  ["migration", ["contract", "journal", "keep", "server", "steps", ".", "index.ts"]],
  ["moderation", ["contract", "labels", "words", "decide", "explain", "filter", "settings", "index.ts"]],
  ["ozone", ["subject", "act", "review", "team", "sets", "templates", "index.ts"]],
  "server",
  "query",
  ["class", ["bind", "."]],
  "index.ts",
];

/** What modules for Node alone have in common. It is never part of a chunk that browsers load. */
export const nodeRoom = "platform/files";

/** Modules of `bluesky` that are shipped with the library that they import in them. It is loaded only where it is needed. */
export const libraryRoom = "crypto/engine/k256";

/** Modules of `devnet` that are shipped with the packages that they import in them. */
export const bundledRoom = "official";

/** Namespaces of the generated part, in an order in which few lexicons refer to later ones. */
const namespaces = ["com/atproto", "app/bsky", "chat/bsky", "tools/ozone"];

/**
 * The chunks that the package is shipped in, as prefixes of paths below `src`: one for each part, and one for each
 * large namespace of the generated part. A module belongs to the first prefix that it, or a module that imports it,
 * has: so chunks never import each other in circles. Entry points count as well, or `runtime.ts` would be in the first chunk
 * of lexicons, which all import it.
 */
export const chunks: readonly string[] = parts
  .map((part) => (typeof part === "string" ? part : part[0]).replace(/\.ts$/, ""))
  .flatMap((part) => (part === "lexicons" ? [...namespaces.map((name) => `lexicons/${name}`), part] : [part]));
