import { cidForRecord } from "../../../data/cidFor.ts";
import type { WriteResult } from "../../single/applyWrites.ts";
import type { PlannedWrite } from "../writes/PlannedWrite.ts";

/** What became of writes that are done, as far as it follows from themselves. */
export async function toResults(repo: string, writes: readonly PlannedWrite[]): Promise<WriteResult[]> {
  return Promise.all(
    writes.map(async ({ write: { schema, rkey, record } }) => {
      const uri = `at://${repo}/${schema.nsid}/${rkey}`;
      return record ? { uri, rkey, cid: await cidForRecord(record) } : { uri, rkey };
    }),
  );
}
