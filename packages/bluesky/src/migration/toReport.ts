import type { MigrationReport, MigrationStep, Move, StepReport } from "./contract/Migration.ts";
import { type Journal, STEPS } from "./journal/Journal.ts";

/** How far a migration has come, from its journal. */
export function toReport(
  journal: Journal,
  move: Pick<Move, "rotationKey">,
  found: Pick<MigrationReport, "records" | "blobs" | "obstacles">,
): MigrationReport {
  const { did, from, to, handle, done, missing, isLeftBehind = false } = journal;
  const next = STEPS.find((step) => done[step] === undefined);
  const steps = STEPS.map((step): StepReport => {
    const at = done[step];
    return { step, at, state: at ? "done" : step === next ? "next" : "later", undo: undoOf(step, did, move) };
  });
  return { did, from, to, handle, isDone: next === undefined, steps, missingBlobs: missing, isLeftBehind, ...found };
}

function undoOf(step: MigrationStep, did: string, { rotationKey }: Pick<Move, "rotationKey">): string {
  switch (step) {
    case "account":
      return "undoMigration deletes the account on the new server, with a token that comes by e-mail; without, it stays, deactivated";
    case "repository":
    case "blobs":
    case "preferences":
      return "goes with the account on the new server";
    case "identity":
      if (did.startsWith("did:web:")) return "undoMigration has the old document published again";
      return rotationKey
        ? "undoMigration writes back what the DID was, by the rotation key"
        : "cannot be undone without a rotation key of one's own; the account can be moved back by another migration";
    case "activation":
      return "undoMigration deactivates the account on the new server, once the DID is as it was";
    case "deactivation":
      return "undoMigration activates the account on the old server, once the DID is as it was";
    case "verification":
      return "nothing to undo";
  }
}
