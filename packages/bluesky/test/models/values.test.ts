import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createClient } from "bluesky/client";
import * as components from "bluesky/models/components";
import * as errors from "bluesky/models/errors";
import * as operations from "bluesky/models/operations";
import { ProfileView } from "../../src/lexicons/app/bsky/actor/defs.ts";
import { readFacts } from "./readFacts.ts";

const facts = await readFacts();
const scopes: { readonly [scope in "operations" | "components"]: { readonly [name: string]: unknown } } = {
  operations,
  components,
};

interface AnySchema {
  readonly id: string;
  is(value: unknown): boolean;
  parse(value: unknown): unknown;
  safeParse(value: unknown): { ok: boolean };
  readonly "~standard": { readonly version: number; readonly validate: unknown };
}

function schemaOf(value: unknown): AnySchema {
  // The assertions are what makes it one.
  const schema = value as AnySchema;
  for (const method of ["is", "parse", "safeParse"] as const) assert.equal(typeof schema?.[method], "function");
  assert.equal(schema["~standard"].version, 1);
  return schema;
}

describe("the values of the original's names", () => {
  for (const scope of ["operations", "components"] as const) {
    it(`are schemas: ${scope}`, () => {
      for (const name of facts[scope].keys()) {
        if (name === "Security") continue;
        assert.ok(name in scopes[scope], `${scope}.${name}`);
        assert.equal(schemaOf(scopes[scope][name]).is(undefined), false, name);
      }
    });
  }

  it("of enums hold the values, under the keys that they had", () => {
    const { Status, Filter, Role } = operations;
    assert.deepEqual(
      [Status.Takendown, Status.Suspended, Status.Deactivated],
      ["takendown", "suspended", "deactivated"],
    );
    assert.equal(Filter.PostsWithReplies, "posts_with_replies");
    assert.equal(Role.ToolsOzoneTeamDefsNumberRoleAdmin, "tools.ozone.team.defs#roleAdmin");
    assert.equal(components.ActorTarget.ExcludeFollowing, "exclude-following");
    assert.equal(components.ComAtprotoLabelDefsLabelValue.NotHide, "!hide");
    assert.equal(components.State.JobStateCompleted, "JOB_STATE_COMPLETED");
    for (const scope of ["operations", "components"] as const) {
      for (const [name, fact] of facts[scope]) {
        if (fact.kind !== "values") continue;
        const values = Object.values(scopes[scope][name] as object);
        assert.ok(fact.values.some((value) => values.includes(value)) || /MemberRole|ReviewState/.test(name), name);
      }
    }
  });

  it("of enums are open where the lexicon leaves them open, and closed where it does not", () => {
    assert.equal(operations.Status.is("takendown"), true);
    assert.equal(operations.Status.is("resting"), true);
    assert.equal(operations.Status.is(1), false);
    assert.equal(operations.QueryParamSort.is("recent"), true);
    const closed = operations.ToolsOzoneSetQuerySetsSortDirection;
    assert.equal(closed.is("asc"), true);
    assert.equal(closed.is("sideways"), false);
    assert.equal(operations.AppBskyVideoGetUploadStatusState.safeParse("x".repeat(33)).ok, false);
    assert.equal(operations.AppBskyVideoGetUploadStatusState.safeParse("x".repeat(32)).ok, true);
  });

  it("of bodies, responses and unions validate", () => {
    const session = { accessJwt: "a", refreshJwt: "r", handle: "alice.test", did: "did:web:alice.test" };
    const { ComAtprotoServerCreateSessionResponseBody: Body } = operations;
    assert.equal(Body.parse(session), session);
    assert.throws(() => Body.parse({ ...session, did: "alice" }), /createSession#output: did/);
    assert.equal(operations.AppBskyFeedGetTimelineRequest.safeParse({ limit: 101 }).ok, false);
    assert.equal(operations.AppBskyFeedGetTimelineResponse.is({ result: { feed: [] } }), true);
    const wrong = operations.AppBskyFeedGetTimelineResponse.safeParse({ result: { feed: 1 } });
    assert.deepEqual(wrong.ok ? [] : wrong.issues.map(({ path }) => path), [["result", "feed"]]);
    const pin = { $type: "app.bsky.feed.defs#reasonPin" };
    assert.equal(components.Reason.is(pin), true);
    assert.equal(components.Reason.is({ $type: "app.bsky.feed.defs#reasonRepost" }), false);
    assert.equal(components.Reason.is({ $type: "com.example.reason" }), true);
    assert.equal(components.Reason.is({}), false);
    assert.equal(operations.Writes.is({ $type: "com.example.write" }), false, "a closed union");
  });

  it("of definitions are the schemas of the lexicons themselves", () => {
    assert.equal(components.AppBskyActorDefsProfileView, ProfileView);
    assert.equal(components.AppBskyActorDefsPreferences.is({ $type: "app.bsky.actor.defs#contentLabelPref" }), false);
  });

  it("of errors are objects of the names", () => {
    assert.equal(errors.AppBskyActorGetProfileError.InvalidRequest, "InvalidRequest");
    assert.equal(errors.ComAtprotoServerCreateSessionError.AuthFactorTokenRequired, "AuthFactorTokenRequired");
    for (const name of facts.errors.keys()) assert.ok(name in errors, name);
  });

  it("of the error classes are the kinds of ours that mean the same", async () => {
    const fails = (answer: () => Promise<Response>, limit?: number): Promise<unknown> => {
      const client = createClient({ service: "https://example.com", fetch: answer, timeout: limit, retry: false });
      return client.call("com.example.thing").catch((error: unknown) => error);
    };
    const refused = await fails(async () => Response.json({ error: "No" }, { status: 400 }));
    const broken = await fails(async () => new Response("<html>"));
    const unreachable = await fails(() => Promise.reject(new TypeError("fetch failed")));
    const late = await fails(() => new Promise(() => {}), 5);
    for (const error of [refused, broken, unreachable, late]) assert.ok(error instanceof errors.HTTPClientError);
    assert.ok(refused instanceof errors.SDKError && !(broken instanceof errors.SDKError));
    assert.ok(broken instanceof errors.SDKValidationError);
    assert.ok(unreachable instanceof errors.ConnectionError && !(unreachable instanceof errors.RequestTimeoutError));
    assert.ok(late instanceof errors.RequestTimeoutError && !(late instanceof errors.RequestAbortedError));
    assert.ok(!(new Error("x") instanceof errors.ConnectionError));
  });

  it("are apart where the two scopes call different things the same", () => {
    const both = Object.keys(operations).filter((name) => name in components);
    assert.deepEqual(both.sort(), [
      "Event",
      "ManagerRole",
      "Role",
      "Scope",
      "Sort",
      "Status",
      "Subject",
      "ValidationStatus",
    ]);
    assert.notEqual(operations.Event.id, components.Event.id);
  });
});
