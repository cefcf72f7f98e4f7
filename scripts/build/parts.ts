/**
 * The parts of `packages/bluesky/src`, in the order in which they may depend on each other: a part imports only from
 * itself and from parts above it. `*.ts` files directly in `src` are named like parts.
 */
export const parts: readonly string[] = [
  "errors",
  "network",
  "syntax",
  "data",
  "crypto",
  "schema",
  "xrpc",
  "telemetry",
  "client.ts",
  "tree",
  "lexicons",
  "models",
  "records",
  "identity",
  "auth",
  "richtext",
  "media",
  "repo",
  "stream",
  "actions",
  "moderation",
  "server",
  "query",
  "class",
  "bluesky.ts",
  "index.ts",
];

/** Namespaces of the generated part, in an order in which few lexicons refer to later ones. */
const namespaces = ["com/atproto", "app/bsky", "chat/bsky", "tools/ozone"];

/**
 * The chunks that the package is shipped in, as prefixes of paths below `src`: one for each part, and one for each
 * large namespace of the generated part. A module belongs to the first prefix that it, or a module that imports it,
 * has: so chunks never import each other in circles.
 */
export const chunks: readonly string[] = parts
  .filter((part) => !part.endsWith(".ts"))
  .flatMap((part) => (part === "lexicons" ? [...namespaces.map((name) => `lexicons/${name}`), part] : [part]));
