/** Whether a value is a `Blob` of the platform. Not every platform has them. */
export function isBlob(value: unknown): value is Blob {
  return typeof Blob === "function" && value instanceof Blob;
}
