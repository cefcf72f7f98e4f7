import type { MigrationReport } from "bluesky/migration";

/** Prints what is done, what is next, and how it is undone. */
export function showReport({ did, handle, from, to, steps, ...report }: MigrationReport): void {
  console.log(`${did} (${handle}): ${from} -> ${to}`);
  console.log(`${report.records} records, ${report.blobs} blobs`);
  for (const { step, state, at, undo } of steps) {
    console.log(`${state.padEnd(6)}${step.padEnd(14)}${at ?? ""}`.trimEnd());
    console.log(`      undo: ${undo}`);
  }
  for (const obstacle of report.obstacles) console.log(`In the way: ${obstacle}`);
  for (const { cid, uri, reason } of report.missingBlobs) console.log(`Not copied: ${cid} of ${uri}: ${reason}`);
  if (report.isLeftBehind)
    console.log(`What was written at ${from} in the last moment is still there, and only there.`);
  if (report.isDone) console.log("The account has moved. Log in again everywhere.");
}
