import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { parseUrl } from "../../platform/parseUrl.ts";

/**
 * The addresses of hosts, as `wss:` or `ws:`, with a path where there is none.
 *
 * @throws {InvalidOptionError} `url`
 */
export function toUrls(given: string | readonly string[], path: string): string[] {
  const urls = (typeof given === "string" ? [given] : given).map((text) => {
    const url = parseUrl(text.includes("://") ? text : `wss://${text}`);
    if (!url || !/^(wss?|https?):$/.test(url.protocol)) {
      throw invalidOption(
        "url",
        `Expected the address of a host, such as wss://relay.example.com, got ${JSON.stringify(text)}.`,
      );
    }
    const scheme = /^(wss|https):$/.test(url.protocol) ? "wss:" : "ws:";
    const { pathname } = url;
    return `${scheme}//${url.host}${pathname === "/" || pathname === "" ? path : pathname}`;
  });
  if (urls.length === 0) throw invalidOption("url", "Expected at least one host.");
  return urls;
}

/** Sets parameters; several of the same name from arrays. */
export function withParameters(
  url: string,
  parameters: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>,
): string {
  const pairs = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined
      ? []
      : (Array.isArray(value) ? value : [value]).map((one) => `${name}=${encodeURIComponent(one)}`),
  );
  return pairs.length === 0 ? url : `${url}?${pairs.join("&")}`;
}
