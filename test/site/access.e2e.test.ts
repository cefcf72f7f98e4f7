import assert from "node:assert/strict";
import { it } from "node:test";
import { ACCESS } from "../../site/generate/lexicons/accessOf.ts";
import { Lexicons } from "../../site/generate/lexicons/Lexicons.ts";
import { borrowNetwork } from "../network/borrowNetwork.ts";
import { readAccess } from "./readAccess.ts";

it("what pages say of logins is what the official servers do: test/site/updateAccess.ts writes it", async () => {
  await using net = await borrowNetwork({ video: true });
  const found = await readAccess(net, await Lexicons.read());
  assert.ok(Object.keys(found).length > 300);
  assert.deepEqual(found, ACCESS);
});
