/**
 * Whether `fetch` sends a stream as a body, whatever HTTP the server speaks. In browsers and React Native it does not: Chromium fails
 * where that is not HTTP/2, and others send the text "[object ReadableStream]". They are told by what others lack: pages and workers
 * have one, service workers the other.
 */
export function sendsStreams(): boolean {
  return !("XMLHttpRequest" in globalThis || "registration" in globalThis);
}
