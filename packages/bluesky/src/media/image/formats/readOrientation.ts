const ORIENTATION = 0x0112;

/** The orientation that EXIF says, from 1 to 8; 1 where it says none, or is damaged. */
export function readOrientation(exif: Uint8Array): number {
  // Some formats repeat the mark of JPEG before it.
  const tiff = exif[0] === 0x45 ? exif.subarray(6) : exif;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.length);
  try {
    const little = view.getUint16(0) === 0x4949;
    const directory = view.getUint32(4, little);
    const count = view.getUint16(directory, little);
    for (let entry = directory + 2, i = 0; i < count; i++, entry += 12) {
      if (view.getUint16(entry, little) !== ORIENTATION) continue;
      const orientation = view.getUint16(entry + 8, little);
      return orientation >= 1 && orientation <= 8 ? orientation : 1;
    }
  } catch {
    // It points out of itself.
  }
  return 1;
}
