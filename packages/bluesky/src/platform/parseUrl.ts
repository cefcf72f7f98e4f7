/** Undefined where a text is no URL. Not every platform has `URL.canParse` or `URL.parse`. */
export function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
