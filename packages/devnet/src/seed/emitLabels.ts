import { callXrpc } from "./callXrpc.ts";
import { labels } from "./content/society.ts";
import type { SeedTarget } from "./SeedTarget.ts";
import { didOf, refOf, type Written } from "./Written.ts";

/**
 * Has the network's labeler label accounts and posts, as a moderator would. Resolves with the number of labels.
 *
 * @throws {Error} where Ozone refuses.
 */
export async function emitLabels(target: SeedTarget, written: Written): Promise<number> {
  const { ozone, signal } = target;
  if (ozone === undefined) return 0;
  const authorization = `Basic ${Buffer.from(`admin:${ozone.adminPassword}`).toString("base64")}`;
  await Promise.all(
    labels.map(([subject, value]) =>
      callXrpc({
        service: ozone.url,
        method: "tools.ozone.moderation.emitEvent",
        authorization,
        signal,
        body: {
          event: { $type: "tools.ozone.moderation.defs#modEventLabel", createLabelVals: [value], negateLabelVals: [] },
          subject:
            "person" in subject
              ? { $type: "com.atproto.admin.defs#repoRef", did: didOf(written, subject.person) }
              : { $type: "com.atproto.repo.strongRef", ...refOf(written, subject.entry) },
          createdBy: ozone.did,
        },
      }),
    ),
  );
  return labels.length;
}
