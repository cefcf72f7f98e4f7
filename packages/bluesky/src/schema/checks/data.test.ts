import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { compileLexicon } from "../../../test/support/compileLexicon.ts";
import type { Level, Schema } from "../Schema.ts";

const modules = await compileLexicon({
  id: "com.example.data",
  defs: {
    main: {
      type: "object",
      properties: {
        any: { type: "blob" },
        image: { type: "blob", accept: ["image/*", "video/mp4"], maxSize: 1000 },
        bytes: { type: "bytes" },
        few: { type: "bytes", minLength: 2, maxLength: 3 },
        link: { type: "cid-link" },
      },
    },
  },
});
const { Data } = modules["com.example.data"] as unknown as { Data: Schema<unknown> };

const CID = "bafkreiadbiirqhzgfu2dwqsjkblv4zlmon5idceps2o2jk5sxhamptwv3q";
const blob = { $type: "blob", ref: { $link: CID }, mimeType: "image/png", size: 5 };
const legacy = { cid: CID, mimeType: "image/png" };

function codes(value: object, level: Level = "strict"): string[] {
  const result = Data.safeParse(value, { level });
  return result.ok ? [] : result.issues.map(({ path, code }) => `${path.join("/")} ${code}`);
}

suite("blobs", () => {
  test("are typed references", () => {
    assert.deepEqual(codes({ any: blob, image: blob }), []);
    for (const level of ["shape", "strict"] as const) {
      for (const key of Object.keys(blob)) {
        assert.deepEqual(codes({ any: { ...blob, [key]: undefined } }, level), ["any type"], `without ${key}`);
        assert.deepEqual(codes({ any: { ...blob, [key]: true } }, level), ["any type"], `odd ${key}`);
      }
      for (const odd of [null, 5, "x", [], {}, [blob], CID]) assert.deepEqual(codes({ any: odd }, level), ["any type"]);
      for (const size of [1.5, 2 ** 53, Number.NaN]) {
        assert.deepEqual(codes({ any: { ...blob, size } }, level), ["any type"]);
      }
    }
  });

  test("have an accepted media type, in strict", () => {
    const typed = (mimeType: string): object => ({ image: { ...blob, mimeType } });
    for (const type of ["image/png", "image/x-new", "video/mp4"]) assert.deepEqual(codes(typed(type)), [], type);
    for (const type of ["video/mpeg", "video/mp4x", "text/image/png", "images/png", "image", ""]) {
      assert.deepEqual(codes(typed(type)), ["image accept"], type);
      assert.deepEqual(codes(typed(type), "shape"), [], type);
    }
    assert.deepEqual(codes({ any: { ...blob, mimeType: "chemical/x-pdb" } }), []);
    assert.deepEqual(codes({ any: { ...blob, mimeType: "png" } }), ["any accept"]);
  });

  test("are not too large, in strict", () => {
    const sized = (size: number): object => ({ image: { ...blob, size } });
    assert.deepEqual(codes(sized(0)), []);
    assert.deepEqual(codes(sized(1000)), []);
    assert.deepEqual(codes(sized(1001)), ["image max_size"]);
    assert.deepEqual(codes(sized(1001), "shape"), []);
    assert.deepEqual(codes(sized(-1)), ["image minimum"]);
    assert.deepEqual(codes(sized(-1), "shape"), []);
  });

  test("refer to a CID and hold nothing else, in strict", () => {
    for (const [odd, code] of [
      [{ ...blob, ref: { $link: "x" } }, "format"],
      [{ ...blob, ref: { $link: CID, more: 1 } }, "type"],
      [{ ...blob, more: 1 }, "type"],
    ] as const) {
      assert.deepEqual(codes({ any: odd }), [`any ${code}`]);
      assert.deepEqual(codes({ any: odd }, "shape"), []);
    }
  });

  test("of the legacy form are read, and never written", () => {
    assert.deepEqual(codes({ any: legacy, image: legacy }, "shape"), []);
    assert.deepEqual(codes({ any: legacy }), ["any type"]);
    assert.deepEqual(codes({ any: { cid: CID } }, "shape"), ["any type"]);
    assert.deepEqual(codes({ any: { cid: 5, mimeType: "image/png" } }, "shape"), ["any type"]);
  });
});

suite("bytes", () => {
  const bytes = ($bytes: unknown): object => ({ bytes: { $bytes } });

  test("are base64, with padding or without", () => {
    for (const text of ["", "AA", "AA==", "AAA", "AAA=", "AAAA", "/+8="])
      assert.deepEqual(codes(bytes(text)), [], text);
    for (const text of ["A", "AA=", "AAA==", "AAAA=", "A===", "=", "A-_A", "AA AA", "é"]) {
      assert.deepEqual(codes(bytes(text)), ["bytes format"], text);
      assert.deepEqual(codes(bytes(text), "shape"), [], text);
    }
  });

  test("are counted as they are, not as text", () => {
    for (const [text, expected] of [
      ["AA", "few min_length"],
      ["AA==", "few min_length"],
      ["AAA", undefined],
      ["AAA=", undefined],
      ["AAAA", undefined],
      ["AAAAAA", "few max_length"],
      ["AAAAAA==", "few max_length"],
    ]) {
      assert.deepEqual(codes({ few: { $bytes: text } }), expected ? [expected] : [], text);
    }
  });

  test("are in an object that holds nothing else", () => {
    for (const odd of ["AAAA", null, [], {}, { $bytes: 5 }, { bytes: "AAAA" }]) {
      assert.deepEqual(codes({ bytes: odd }, "shape"), ["bytes type"]);
    }
    assert.deepEqual(codes({ bytes: { $bytes: "AAAA", more: 1 } }), ["bytes type"]);
    assert.deepEqual(codes({ bytes: { $bytes: "AAAA", more: 1 } }, "shape"), []);
  });
});

suite("links", () => {
  test("are CIDs in an object that holds nothing else", () => {
    assert.deepEqual(codes({ link: { $link: CID } }), []);
    assert.deepEqual(codes({ link: { $link: "x" } }), ["link format"]);
    assert.deepEqual(codes({ link: { $link: "x" } }, "shape"), []);
    assert.deepEqual(codes({ link: { $link: CID, more: 1 } }), ["link type"]);
    for (const odd of [CID, null, {}, [], { $link: 5 }, { "/": CID }]) {
      assert.deepEqual(codes({ link: odd }, "shape"), ["link type"]);
    }
  });
});
