import {
  cidForBlob,
  cidForRecord,
  dataToJson,
  decodeCbor,
  encodeCbor,
  formatCid,
  fromBytes,
  jsonToData,
  parseCid,
  toBytes,
} from "bluesky/data";
import type { Cases } from "../Case.ts";
import { fails, same } from "../expect.ts";

const cid = "bafyreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
const record = {
  $type: "com.example.thing",
  text: "ü🙂",
  list: [1, null, true],
  link: { $link: cid },
  some: { $bytes: "aGk" },
};

export const cases: Cases = {
  "JSON and CBOR lead to each other": () => {
    const data = decodeCbor(encodeCbor(jsonToData(record)));
    same(Object.entries(Object(dataToJson(data))).sort(), Object.entries(record).sort());
  },

  "bytes are base 64": async () => {
    same([...toBytes({ $bytes: "aGk" })], [104, 105]);
    same(fromBytes(Uint8Array.of(104, 105)), { $bytes: "aGk" });
    await fails("invalid_data", () => toBytes({ $bytes: "a" }));
  },

  "CIDs are read and written": () => same(formatCid(parseCid(cid)), cid),

  "what is no CBOR is refused": () => fails("invalid_data", () => decodeCbor(Uint8Array.of(0x61, 0xff))),

  "a record's CID is computed": async () => {
    same(
      await cidForRecord({ $type: "com.example.thing", a: 1 }),
      "bafyreidlhma7iacrjsdskfx5uzyb5uwneffkwkd4vmkbv7hx2cc66janoi",
    );
  },

  "a blob's CID is": async () => {
    same(await cidForBlob(Uint8Array.of(1, 2, 3)), "bafkreiadsbmmn4waznesyuz3bjgrj33xzqhxrk6mz3ksq7meugrachh3qe");
  },
};
