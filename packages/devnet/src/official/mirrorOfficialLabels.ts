import { type MirrorLabels, mirrorLabels } from "../seed/mirrorLabels.ts";
import type { TestNetwork } from "./network.ts";

/** Mirrors the labels of official servers that run in this process. */
export function mirrorOfficialLabels(network: TestNetwork): MirrorLabels {
  return mirrorLabels(network.ozone.url, async (labels) => {
    await network.bsky.db.db
      .insertInto("label")
      .values(labels)
      .onConflict((conflict) =>
        conflict.columns(["src", "uri", "cid", "val"]).doUpdateSet({
          neg: (label) => label.ref("excluded.neg"),
          cts: (label) => label.ref("excluded.cts"),
          exp: (label) => label.ref("excluded.exp"),
        }),
      )
      .execute();
  });
}
