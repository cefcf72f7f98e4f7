import { getProfile } from "bluesky/app/bsky/actor";
import { createClient } from "bluesky/client";
import { withTelemetry } from "bluesky/telemetry";
import type { Cases } from "../Case.ts";
import { same } from "../expect.ts";
import { networkAt } from "../networkAt.ts";

export const cases: Cases = {
  "a call has a span and a measurement": async ({ origin }) => {
    const seen: unknown[] = [];
    const span = {
      setAttributes: (attributes: object) => void seen.push(Object.keys(attributes).includes("server.port")),
      setStatus: () => {},
      end: () => void seen.push("end"),
    };
    const telemetry = withTelemetry({
      tracer: {
        startActiveSpan: (name, _, run) => {
          seen.push(name);
          run(span);
        },
      },
      meter: {
        createHistogram: () => ({ record: (seconds) => void seen.push(seconds >= 0) }),
        createCounter: () => ({ add: () => {} }),
      },
    });
    const client = createClient({ network: networkAt(origin), around: [telemetry], retry: false });
    await getProfile(client, { actor: "alice.test" });
    same(seen, ["app.bsky.actor.getProfile", true, "end", true]);
  },
};
