import assert from "node:assert/strict";
import { test } from "node:test";
import { PostView } from "../../lexicons/app/bsky/feed/defs.ts";
import { decodeBinary } from "../body/decodeBinary.ts";
import { encodeBinary } from "../body/encodeBinary.ts";
import { createClient } from "../client/createClient.ts";
import { json, serve } from "../testing/serve.ts";
import { defineProcedure, defineQuery, type OperationSchema } from "./define.ts";

/** A schema as any library with Standard Schema makes one. */
function standard<T extends object>(required: readonly (keyof T & string)[]): OperationSchema<T> {
  return {
    "~standard": {
      validate: (value) => {
        const missing = required.find((name) => !(name in Object(value)));
        return missing
          ? { issues: [{ message: "it is missing", path: [{ key: "a" }, missing] }] }
          : { value: value as T };
      },
    },
  };
}

const listThings = defineQuery({
  nsid: "com.example.listThings",
  params: standard<{ q: string; cursor?: string }>(["q"]),
  output: standard<{ things: { id: number }[]; cursor?: string }>(["things"]),
  errors: ["NoThings"],
  items: "things",
});

test("an operation written by hand is validated, pages and knows its errors, like any other", async () => {
  await using server = await serve((request, response) => {
    const { searchParams } = new URL(request.url ?? "", "http://x");
    if (searchParams.get("q") === "none") return json(response, { error: "NoThings" }, 400);
    if (searchParams.get("q") === "odd") return json(response, { other: [] });
    return json(
      response,
      searchParams.has("cursor") ? { things: [{ id: 3 }] } : { things: [{ id: 1 }, { id: 2 }], cursor: "x" },
    );
  });
  const client = createClient({ service: server.url, retry: false });
  assert.deepEqual(await listThings(client, { q: "a" }), { things: [{ id: 1 }, { id: 2 }], cursor: "x" });
  const ids: number[] = [];
  for await (const { id } of listThings.items(client, { q: "a" })) ids.push(id);
  assert.deepEqual(ids, [1, 2, 3]);
  const error: unknown = await listThings(client, { q: "none" }).catch((e: unknown) => e);
  assert.ok(listThings.isError(error, "NoThings") && error.status === 400);
  // @ts-expect-error: it declares no such error
  assert.ok(!listThings.isError(error, "NoThing"));
  const before = server.requests.length;
  // @ts-expect-error: `q` is required
  await assert.rejects(listThings(client, {}), { code: "invalid_request", message: /params: a\.q: it is missing/ });
  assert.equal(server.requests.length, before);
  await assert.rejects(listThings(client, { q: "odd" }), {
    code: "invalid_response",
    message: /a\.things: it is missing/,
  });
});

test("without schemas anything is taken; bodies may be binary; schemas of ours are schemas", async () => {
  await using server = await serve((request, response) =>
    request.url?.includes("ping")
      ? response.writeHead(200).end()
      : response.writeHead(200, { "content-type": "a/b" }).end("xyz"),
  );
  const client = createClient({ service: server.url, retry: false });
  const ping = defineProcedure({ nsid: "com.example.ping" });
  assert.equal(await ping(client), undefined);
  const swap = defineProcedure({ nsid: "com.example.swap", input: encodeBinary("a/b"), output: decodeBinary("a/b") });
  const answer = await swap(client, new Uint8Array([65]));
  assert.equal(Buffer.from(await answer.bytes()).toString(), "xyz");
  assert.equal(server.requests.at(-1)?.body, "A");
  const view = defineQuery({ nsid: "com.example.getView", output: PostView });
  await assert.rejects(view(client, { any: "thing" }), { code: "invalid_response" });
  assert.equal(server.requests.at(-1)?.url, "/xrpc/com.example.getView?any=thing");
});

test("a schema that would have to be waited for is refused", async () => {
  const slow: OperationSchema<object> = { "~standard": { validate: async (value) => ({ value: value as object }) } };
  const put = defineProcedure({ nsid: "com.example.put", input: slow });
  await assert.rejects(put(createClient({ service: "https://example.com" }), {}), {
    code: "invalid_request",
    message: /expected a schema that validates at once/,
  });
});
