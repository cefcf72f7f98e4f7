import assert from "node:assert/strict";
import { it } from "node:test";
import { createClient } from "../../../xrpc/client/createClient.ts";
import { suggestSimilar } from "./suggestSimilar.ts";

const [did, similar] = ["did:plc:aaaaaaaaaaaaaaaaaaaaaaaa", "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb"];

// Networks of this machine have no service for suggestions: their AppView suggests nobody.
it("suggestSimilar gives whom the server suggests for an account, however that is named", async () => {
  const asked: (string | null)[] = [];
  const fetchHandler = async (path: string): Promise<Response> => {
    const { pathname, searchParams } = new URL(path, "https://pds.example.com");
    assert.equal(pathname, "/xrpc/app.bsky.graph.getSuggestedFollowsByActor");
    asked.push(searchParams.get("actor"));
    return Response.json({ suggestions: [{ did: similar, handle: "carol.example.com" }] });
  };
  const client = createClient({ session: { did, fetchHandler }, retry: false });
  for (const actor of ["@bob.example.com", "https://bsky.app/profile/bob.example.com", { did }]) {
    assert.deepEqual(
      (await suggestSimilar(client, actor)).map((profile) => profile.did),
      [similar],
    );
  }
  assert.deepEqual(asked, ["bob.example.com", "bob.example.com", did]);
  await assert.rejects(suggestSimilar(client, "nobody at all"), { code: "invalid_option", option: "actor" });
});
