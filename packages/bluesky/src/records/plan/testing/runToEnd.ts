import { Post } from "../../../lexicons/app/bsky/feed/post.ts";
import { buildWrite, type Write } from "../../single/buildWrite.ts";
import type { PlanProgress, RunPlanOptions, WritePlan } from "../contract/WritePlan.ts";
import { costOf, type FakeRepo } from "./fakeRepo.ts";

export const createdAt = "2024-01-01T00:00:00Z";

/** So many posts. */
export const creates = (count: number): Write[] =>
  Array.from({ length: count }, (_, i) => buildWrite.create(Post, { text: `post ${i}`, createdAt }));

/** Runs a plan until it is done. */
export async function finish(plan: WritePlan, repo: FakeRepo, options?: RunPlanOptions): Promise<PlanProgress[]> {
  const all: PlanProgress[] = [];
  for await (const progress of plan.run(repo.client, options)) all.push(progress);
  return all;
}

/** The most points that came in within any window of this length. */
export function mostIn({ batches }: FakeRepo, length: number): number {
  const costs = batches.map(({ at, writes }) => ({ at, cost: writes.reduce((sum, sent) => sum + costOf(sent), 0) }));
  let [from, sum, most] = [0, 0, 0];
  for (const { at, cost } of costs) {
    sum += cost;
    for (let oldest = costs[from]; oldest && oldest.at <= at - length; oldest = costs[++from]) sum -= oldest.cost;
    most = Math.max(most, sum);
  }
  return most;
}
