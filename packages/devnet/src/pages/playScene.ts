import type { ServerResponse } from "node:http";
import { Readable, type Transform } from "node:stream";
import { createBrotliCompress, createDeflate, createGzip } from "node:zlib";
import { createCanvas } from "../seed/pictures/Canvas.ts";
import { encodePng } from "../seed/pictures/encodePng.ts";
import { encodeText } from "./encodeText.ts";

const COMPRESSORS: Readonly<Record<string, () => Transform>> = {
  gzip: createGzip,
  deflate: createDeflate,
  br: createBrotliCompress,
};

/** Answers with what a URL names. @returns whether it is one of a scene */
export function playScene(url: URL, response: ServerResponse): boolean {
  const play = scenes[url.pathname.slice(1)];
  if (!Object.hasOwn(scenes, url.pathname.slice(1)) || !play) return false;
  play(url.searchParams, response, url);
  return true;
}

type Play = (options: URLSearchParams, response: ServerResponse, url: URL) => void;

const scenes: Readonly<Record<string, Play>> = {
  article(options, response) {
    const charset = options.get("charset") ?? "utf-8";
    const declared = options.get("declared") ?? "header";
    const meta = declared === "meta" ? `<meta charset="${charset}">` : "";
    const html = (declared === "bom" ? "\ufeff" : "") + articleOf(options, meta);
    const type = declared === "header" ? `text/html; charset=${charset}` : "text/html";
    response.writeHead(200, { "content-type": type });
    response.end(encodeText(html, charset));
  },
  redirect(options, response, url) {
    const hops = Number(options.get("hops") ?? 0);
    let location = options.get("to") ?? "/";
    if (hops > 0) {
      const next = new URL(url);
      next.searchParams.set("hops", String(hops - 1));
      location = `${next.pathname}${next.search}`;
    }
    // In UTF-8, as sloppy servers send it: a header of Node takes no more than Latin-1.
    const sent = Buffer.from(location).toString("latin1");
    response.writeHead(Number(options.get("status") ?? 302), { location: sent });
    response.end();
  },
  endless(options, response) {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    response.write(articleOf(options, ""));
    repeat(Buffer.from("<p>and so on</p>\n".repeat(1000)), Infinity).pipe(response);
  },
  slow(options, response) {
    const text = articleOf(options, "");
    let at = 0;
    let timer = setTimeout(begin, Number(options.get("wait") ?? 0));
    timer.unref();
    response.on("close", () => clearTimeout(timer));
    function begin(): void {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      next();
    }
    function next(): void {
      if (at >= text.length) return void response.end();
      response.write(text.charAt(at++));
      timer = setTimeout(next, Number(options.get("interval") ?? 1000));
      timer.unref();
    }
  },
  bomb(options, response) {
    const encoding = options.get("encoding") ?? "gzip";
    const make = COMPRESSORS[encoding] ?? createGzip;
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-encoding": encoding });
    const compressor = make();
    compressor.write(articleOf(options, ""));
    repeat(Buffer.alloc(65_536, " "), Number(options.get("bytes") ?? 268_435_456))
      .pipe(compressor)
      .pipe(response);
    response.on("close", () => compressor.destroy());
  },
  image(options, response) {
    const picture = encodePng(createCanvas(16, 16, [0, 128, 255]));
    const bytes = Number(options.get("bytes") ?? picture.length);
    response.writeHead(200, { "content-type": options.get("type") ?? "image/png", "content-length": bytes });
    response.write(picture.subarray(0, bytes));
    repeat(Buffer.alloc(65_536), bytes - picture.length).pipe(response);
  },
};

function articleOf(options: URLSearchParams, meta: string): string {
  const title = toHtml(options.get("title") ?? "An article");
  const description = toHtml(options.get("description") ?? "What it says");
  const image = options.get("image");
  return `<!doctype html><html><head>${meta}<title>${title}</title>
<meta property="og:title" content="${title}"><meta property="og:description" content="${description}">
${image === null ? "" : `<meta property="og:image" content="${toHtml(image)}">`}</head><body><p>${description}</p>\n`;
}

function toHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}

/** So many bytes of a chunk over and over, as fast as they are taken. */
function repeat(chunk: Buffer, bytes: number): Readable {
  let left = Math.max(0, bytes);
  return new Readable({
    read() {
      const next = left > chunk.length ? chunk : chunk.subarray(0, left);
      left -= next.length;
      this.push(next.length > 0 ? next : null);
    },
  });
}
