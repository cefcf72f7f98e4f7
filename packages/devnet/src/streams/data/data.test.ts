import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { cidForLex, decode, encode } from "@atproto/lex-cbor";
import { jsonToLex, lexToJson } from "@atproto/lex-json";
import { readCar as readOfficialCar } from "@atproto/repo";
import { CidLink } from "./CidLink.ts";
import { readCar, writeCar } from "./car.ts";
import { decodeCbor } from "./decodeCbor.ts";
import { encodeCbor } from "./encodeCbor.ts";
import { fromJson, toJson } from "./json.ts";

const link = "bafyreidwaivazkwu67xztlmuobx35hs2lnfh3kolmgfmucldvhd3sgzcqi";
const value = {
  $type: "com.example.thing",
  text: "Grüße 👋",
  numbers: [0, 23, 24, 255, 256, 65535, 65536, 2 ** 32, Number.MAX_SAFE_INTEGER, -1, -25, -300, -70000, -(2 ** 33)],
  yes: true,
  no: false,
  nothing: null,
  ref: { $link: link },
  raw: { $bytes: "AQIDBA" },
  nested: { bb: 1, a: 2, "": 3, äö: { list: [[], {}] } },
};

describe("DAG-CBOR", () => {
  it("is written and read as the official library does it", () => {
    const official = encode(jsonToLex(value));
    assert.deepEqual(Buffer.from(encodeCbor(fromJson(value))), Buffer.from(official));
    assert.deepEqual(toJson(decodeCbor(official).value), lexToJson(decode(official)));
  });

  it("says where a value ends, and where there is none", () => {
    const bytes = Buffer.concat([encodeCbor({ op: 1, t: "#commit" }), encodeCbor({ seq: 7 })]);
    const { value: header, end } = decodeCbor(bytes);
    assert.deepEqual(header, { op: 1, t: "#commit" });
    assert.deepEqual(decodeCbor(bytes, end), { value: { seq: 7 }, end: bytes.byteLength });
    for (const broken of [
      [],
      [0xff],
      [0x1c],
      [0xa1, 0x01, 0x02],
      [0x9b, 255, 255, 255, 255, 255, 255, 255, 255],
      [0x62, 0x41],
    ]) {
      assert.throws(() => decodeCbor(Uint8Array.from(broken)), TypeError, String(broken));
    }
  });
});

describe("CAR", () => {
  it("is what the official library reads, links included", async () => {
    const blocks = [encodeCbor({ a: 1 }), encodeCbor({ text: "x".repeat(300) })];
    const [first = new Uint8Array(), second = new Uint8Array()] = blocks;
    const car = writeCar(CidLink.of(second), blocks);
    const official = await readOfficialCar(car);
    const cid = await cidForLex({ a: 1 });
    assert.equal(CidLink.of(first).toString(), cid.toString());
    assert.equal(CidLink.parse(cid.toString()).toString(), cid.toString());
    assert.deepEqual(official.roots.map(String), [CidLink.of(second).toString()]);
    assert.deepEqual(Buffer.from(official.blocks.get(cid) ?? []), Buffer.from(first));
    const { roots, blocks: read } = readCar(car);
    assert.deepEqual(roots.map(String), [CidLink.of(second).toString()]);
    assert.deepEqual(
      [...read.keys()],
      blocks.map((block) => CidLink.of(block).toString()),
    );
    assert.deepEqual(Buffer.from(read.get(cid.toString()) ?? []), Buffer.from(first));
    assert.throws(() => readCar(car.subarray(0, car.byteLength - 1)), TypeError);
  });
});
