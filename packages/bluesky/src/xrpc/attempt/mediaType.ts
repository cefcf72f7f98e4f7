/** The media type that a `content-type` names, without its parameters, as standards compare it: without letter case. */
export function mediaType(contentType: string): string {
  return (contentType.split(";", 1)[0] ?? "").trim().toLowerCase();
}

/** Whether a `content-type` names a media type, or one of those of a range: `image/*`, `*\/*`. */
export function isMediaType(contentType: string, range: string): boolean {
  const [found, wanted] = [mediaType(contentType), mediaType(range)];
  return wanted.includes("*") ? found.startsWith(wanted.replace(/\*.*/, "")) : found === wanted;
}

/** Whether a `content-type` says that something is JSON, by itself or under a name of its own (`application/did+json`). */
export function isJson(contentType: string): boolean {
  return /^(?:application|text)\/(?:[^/]+\+)?json$/.test(mediaType(contentType));
}
