import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { muteWord } from "../actions/preferences/kinds/mutedWords.ts";
import type { Session } from "../auth/password/Session.ts";
import { createClient } from "../xrpc/client/createClient.ts";
import { lazySession } from "./lazySession.ts";

const did = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";

describe("a session that is begun late", () => {
  it("is begun for the lock of its store", async () => {
    const log: string[] = [];
    const session = {
      did,
      fetchHandler: async (path: string) => {
        log.push(path.replace(/.*\./, ""));
        return path.includes("get") ? Response.json({ preferences: [] }) : new Response("");
      },
      "~exclusively": <T>(name: string, run: () => Promise<T>) => {
        log.push(name);
        return run();
      },
    } as unknown as Session; // all that is used of one
    const login = async (): Promise<Session> => {
      log.push("login");
      return session;
    };
    await muteWord(createClient({ session: lazySession(login, did) }), "word");
    assert.deepEqual(log, ["login", `preferences:${did}`, "getPreferences", "putPreferences"]);
  });

  it("says why it could not be begun, and does not wait for it longer than it may", async () => {
    let logins = 0;
    const refused = async (): Promise<Session> => {
      logins++;
      throw new Error("wrong password");
    };
    await assert.rejects(muteWord(createClient({ session: lazySession(refused, did) }), "word"), /wrong password/);
    assert.equal(logins, 1);
    const never = lazySession(() => new Promise(() => {}), did);
    await assert.rejects(muteWord(createClient({ session: never }), "word", { deadline: 20 }), { code: "timeout" });
  });
});
