import { type LexiconSource, readPackage } from "bluesky-lexgen";

/** The lexicons of this SDK: all of `@atproto/api`, and of `@bsky/sdk` the permission sets, which the former lacks. */
export async function readLexicons(): Promise<LexiconSource[]> {
  const api = await readPackage("@atproto/api", import.meta.dirname);
  const sdk = await readPackage("@bsky/sdk", import.meta.dirname);
  return [api, { ...sdk, documents: sdk.documents.filter(({ json }) => isPermissionSet(json)) }];
}

function isPermissionSet(json: unknown): boolean {
  return (json as { defs?: { main?: { type?: unknown } } }).defs?.main?.type === "permission-set";
}
