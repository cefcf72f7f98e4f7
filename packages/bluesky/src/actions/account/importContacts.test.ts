import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createClient } from "../../xrpc/client/createClient.ts";
import type { Client } from "../../xrpc/contract/Call.ts";
import { importContacts } from "./importContacts.ts";

const did = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";

/** A service for contacts, and what it was sent. No server of that kind is to be had. */
function fakeService(): { readonly client: Client; readonly sent: unknown[] } {
  const sent: unknown[] = [];
  const fetchHandler = async (path: string, init: RequestInit): Promise<Response> => {
    const name = path.replace("/xrpc/app.bsky.contact.", "");
    const input = JSON.parse(`${init.body}`);
    sent.push([name, input]);
    if (name === "startPhoneVerification") return Response.json({});
    if (name === "verifyPhone") {
      if (input.code === "123456") return Response.json({ token: "once" });
      return Response.json({ error: "InvalidCode", message: "Invalid code" }, { status: 400 });
    }
    const match = { did, handle: "bob.example.com" };
    return Response.json({ matchesAndContactIndexes: [{ match, contactIndex: input.contacts.length - 1 }] });
  };
  return { client: createClient({ session: { did, fetchHandler }, retry: false }), sent };
}

const phone = "+1 (212) 555-0123";

describe("importContacts", () => {
  it("sends each number once, none of one's own, and gives matches by the number as it was given", async () => {
    const { client, sent } = fakeService();
    const contacts = ["+44 20 7946 0000", "+12125550123", "+442079460000", "+49/30.901820"];
    const found = await importContacts(client, { phone, contacts, code: async () => " 123456\n" });
    assert.deepEqual(
      found.map(({ profile, contact }) => [profile.did, contact]),
      [[did, "+49/30.901820"]],
    );
    assert.deepEqual(sent, [
      ["startPhoneVerification", { phone: "+12125550123" }],
      ["verifyPhone", { phone: "+12125550123", code: "123456" }],
      ["importContacts", { token: "once", contacts: ["+442079460000", "+4930901820"] }],
    ]);
  });

  it("sends no SMS for what is no number, for none, and for too many", async () => {
    const { client, sent } = fakeService();
    const many = Array.from({ length: 1001 }, (_, i) => `+4420794${10_000 + i}`);
    for (const [option, input] of [
      ["phone", { phone: "212 555 0123", contacts: many.slice(1) }],
      ["contacts", { phone, contacts: ["020 7946 0000"] }],
      ["contacts", { phone, contacts: [phone] }],
      ["contacts", { phone, contacts: many }],
    ] as const) {
      const failing = importContacts(client, { ...input, code: () => "123456" });
      await assert.rejects(failing, (error: Error & { option?: string }) => {
        assert.equal(error.option, option);
        assert.doesNotMatch(error.message, /7946|0123/);
        return true;
      });
    }
    assert.deepEqual(sent, []);
  });

  it("sends no contacts without the right code, and waits for it until it is aborted", async () => {
    const { client, sent } = fakeService();
    const input = { phone, contacts: ["+442079460000"] };
    await assert.rejects(importContacts(client, { ...input, code: () => "000000" }), { error: "InvalidCode" });
    const life = new AbortController();
    const code = (): Promise<string> => new Promise(() => life.abort("enough"));
    await assert.rejects(importContacts(client, { ...input, code }, { signal: life.signal }), { code: "aborted" });
    assert.ok(!sent.some((one) => Object(one)[0] === "importContacts"));
  });
});
