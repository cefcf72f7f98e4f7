import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createAccount } from "./createAccount.ts";
import { createMemoryStore } from "./stores/createMemoryStore.ts";
import { code, did, FakePds, network, pds, service } from "./testing/FakePds.ts";

const input = { handle: "alice.example.com", email: "alice@example.com", password: "CANARY-password" };

describe("createAccount", () => {
  it("sends its input, and nothing of its options, to the network's server or the one named", async () => {
    const server = new FakePds();
    const store = createMemoryStore();
    const options = { network, fetch: server.fetch, store };
    const session = await createAccount(input, options);
    await createAccount(input, { ...options, service: pds });
    assert.deepEqual([session.did, session.handle, session.pds], [did, input.handle, pds]);
    assert.deepEqual(
      server.asked.map(({ origin, body }) => [origin, JSON.parse(body)]),
      [
        [service, input],
        [pds, input],
      ],
    );
  });

  it("keeps the session in the store", async () => {
    const server = new FakePds();
    const store = createMemoryStore();
    const session = await createAccount(input, { network, fetch: server.fetch, store });
    assert.equal(await store.get(did), session.export());
  });

  it("sends no password over http, and does not wait longer than its signal lets it", async () => {
    const { fetch, asked } = new FakePds();
    const options = { network, fetch };
    await assert.rejects(
      createAccount(input, { ...options, service: "http://pds.example.com" }),
      code("invalid_service"),
    );
    await assert.rejects(createAccount(input, { ...options, signal: AbortSignal.abort() }), code("aborted"));
    assert.equal(asked.length, 0);
  });
});
