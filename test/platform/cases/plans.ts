import { Post } from "bluesky/app/bsky/feed";
import { buildWrite, planWrites, resumePlan } from "bluesky/records";
import { accountAt } from "../accountAt.ts";
import type { Cases } from "../Case.ts";
import { fails, same } from "../expect.ts";

const writes = ["a", "b", "c"].map((text) => buildWrite.create(Post, { text }));

export const cases: Cases = {
  "a plan is run, and resumed": async ({ origin }) => {
    const client = accountAt(origin);
    const spent = [{ at: new Date(0), points: 1 }];
    const plan = planWrites(writes, { batchSize: 1, selfContained: true, spent });
    same([plan.estimate().batches, plan.estimate().points], [3, 9]);
    for await (const { done } of plan.run(client, { retry: { attempts: 1 } })) if (done === 1) break;
    const again = resumePlan(plan.checkpoint());
    let total = 0;
    for await (const { done } of again.run(client, { retry: { attempts: 1 } })) total = done;
    same(total, 3);
  },

  "what no plan can be made of is refused": () => fails("invalid_plan", () => planWrites(writes, { batchSize: 0 })),
};
