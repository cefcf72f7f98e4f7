/** Puts what becomes of each image of the tests on one sheet, to be looked at: `node ... contactSheet.ts sheet.png`. */
import { postImageLimits, prepareImage } from "bluesky/media";
import sharp from "sharp";
import { makeInputs } from "../../packages/bluesky/src/media/image/testing/inputs.ts";

const [path = "sheet.png"] = process.argv.slice(2);
const [COLUMNS, WIDTH, HEIGHT] = [6, 260, 170];
const inputs = await makeInputs();
const cells = await Promise.all(
  inputs.map(async ({ name, bytes }, i) => {
    const { bytes: prepared, type, width, height } = await prepareImage(bytes, postImageLimits);
    // Nothing turns it here: it is as a viewer that knows no EXIF shows it.
    const picture = await sharp(prepared)
      .resize(WIDTH - 20, 110, { fit: "inside", kernel: "nearest" })
      .png()
      .toBuffer();
    const about = `${type.slice(6)}, ${width} x ${height}, ${prepared.length} bytes`;
    const text = `<svg width="${WIDTH}" height="44" font-family="sans-serif" font-size="13">
      <text x="2" y="15">${name}</text><text x="2" y="33" fill="#666">${about}</text></svg>`;
    const [left, top] = [(i % COLUMNS) * WIDTH + 10, Math.floor(i / COLUMNS) * HEIGHT + 8];
    return [
      { input: picture, left, top },
      { input: Buffer.from(text), left, top: top + 114 },
    ];
  }),
);
const height = Math.ceil(inputs.length / COLUMNS) * HEIGHT;
const sheet = sharp({ create: { width: COLUMNS * WIDTH, height, channels: 3, background: "#fff" } });
await sheet.composite(cells.flat()).png().toFile(path);
