/**
 * Where an image or a video comes from. A path is named as one, so that no text is taken for a file, and works where there is Node's
 * file system.
 */
export type Media = Blob | Uint8Array | ArrayBuffer | ReadableStream<Uint8Array> | { readonly path: string };
