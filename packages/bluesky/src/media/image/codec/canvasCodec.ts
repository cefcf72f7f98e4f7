import type { ImageCodec } from "./ImageCodec.ts";

/**
 * Decodes and encodes by what browsers have: `createImageBitmap` and `OffscreenCanvas`. It knows the formats that the browser knows,
 * which in Safari include HEIC. It is used by itself where it is there.
 */
export const canvasCodec: ImageCodec = async ({ bytes, type, orientation, width, height }) => {
  const bitmap = await createImageBitmap(new Blob([bytes], { type }));
  const canvas = new OffscreenCanvas(width, height);
  try {
    const context = canvas.getContext("2d");
    if (!context) throw new Error("there is no 2d context");
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, height);
    context.imageSmoothingQuality = "high";
    // Browsers turn some formats and not others: so it is done here.
    const isOnSide = orientation > 4;
    const [x, y] = [
      [2, 3, 6, 7],
      [3, 4, 7, 8],
    ].map((mirrored) => (mirrored.includes(orientation) ? -1 : 1)) as [1, 1];
    const offset = [x < 0 ? width : 0, y < 0 ? height : 0] as const;
    if (isOnSide) context.setTransform(0, y, x, 0, ...offset);
    else context.setTransform(x, 0, 0, y, ...offset);
    context.drawImage(bitmap, 0, 0, isOnSide ? height : width, isOnSide ? width : height);
  } finally {
    bitmap.close();
  }
  return async (quality) => {
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: quality / 100 });
    return new Uint8Array(await blob.arrayBuffer());
  };
};
