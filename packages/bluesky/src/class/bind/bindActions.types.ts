/** What methods for posts promise to the type checker. */
import { like, type Posted, post, reply, thread } from "../../actions/index.ts";
import type { PostView } from "../../lexicons/app/bsky/feed/defs.ts";
import { type Attachment, type EmbeddedImage, image } from "../../media/index.ts";
import { rt } from "../../richtext/index.ts";
import { Bluesky } from "../Bluesky.ts";

export async function write(bsky: Bluesky, view: PostView): Promise<void> {
  const hello: Posted = await bsky.post("Hello @bob.test", { langs: ["en"], whoCanQuote: "nobody" });
  const facets: number | undefined = hello.value.facets?.length;
  await post(bsky, rt`Hello ${"you"}`, {
    whoCanReply: ["mentioned", { list: "at://did:web:a.test/app.bsky.graph.list/a" }],
  });
  await bsky.reply(view, "You called?", { quote: hello, card: { uri: "https://example.com", title: "A page" } });
  await bsky.thread(["One", { text: "Two", quote: hello, langs: ["en"] }, rt`Three`], { reply: view, number: true });
  await thread(bsky, "A long text", { number: (index, count) => `${index}/${count}` });
  const cat: Attachment<EmbeddedImage> = image(new Blob(), { alt: "A cat" });
  await post(bsky, "Look", { images: [cat], requireAlt: true });
  await bsky.post("Look", { images: [cat, { data: { path: "cat.jpg" }, alt: "A cat" }], langs: ["en"] });
  await bsky.thread(["One", { text: "Two", gallery: [{ data: new Uint8Array(), alt: "" }] }]);
  await bsky.quote(view, "Read", { card: "https://example.com" });
  await bsky.post("Watch", { video: { data: { path: "waves.mp4" }, alt: "Waves", captions: [] }, requireAlt: true });
  // @ts-expect-error: a function takes attachments only: `card(url)`
  await post(bsky, "no", { card: "https://example.com" });
  // @ts-expect-error: a function takes attachments only, so that it does not bring images along
  await post(bsky, "no", { images: [{ data: new Blob(), alt: "A cat" }] });
  // @ts-expect-error: it is not said what it shows
  await bsky.post("no", { images: [{ data: new Blob() }] });
  // @ts-expect-error: a path is named as one
  image("cat.jpg", { alt: "A cat" });
  const { done, uri }: { done: boolean; uri: string } = await like(bsky, view, { via: hello });
  await bsky.unlike("https://bsky.app/profile/bob.test/post/3jzfcijpj2z2a", { signal: AbortSignal.timeout(5) });
  // @ts-expect-error: a reply does not say who can reply
  await reply(bsky, view, "no", { whoCanReply: "nobody" });
  // @ts-expect-error: no such rule
  await bsky.post("no", { whoCanReply: ["friends"] });
  // @ts-expect-error: only a list has an end to number
  await bsky.post("no", { number: true });
  // @ts-expect-error: a text is needed
  await bsky.post();
  // @ts-expect-error: a title is needed
  await bsky.post("no", { card: { uri: "https://example.com" } });
  // @ts-expect-error: it is not said what is quoted
  await bsky.quote("text");
  [facets, done, uri];
}

/** Any session will do. */
export function others(): void {
  Bluesky.public().post;
}
