import { callXrpc } from "./callXrpc.ts";

/** A label, as `com.atproto.label.queryLabels` gives it. */
export interface MirroredLabel {
  src: string;
  uri: string;
  cid: string;
  val: string;
  neg: boolean;
  cts: string;
  exp: string | null;
}

/** Copies labels that were not copied yet; resolves with their number. */
export type MirrorLabels = (signal?: AbortSignal) => Promise<number>;

/**
 * Carries labels from the labeler to the AppView.
 *
 * The AppView reads labels from a table that in production a service of its own fills, which is not among the official
 * packages: without this nothing that Ozone emits ever shows.
 *
 * @param ozone - URL of the labeler.
 * @param store - Writes labels into the AppView's table `label`. Its key is `src`, `uri`, `cid`, `val`; a label that
 * is there already is replaced.
 */
export function mirrorLabels(ozone: string, store: (labels: MirroredLabel[]) => Promise<void>): MirrorLabels {
  let cursor: string | undefined;
  const pull = async (signal: AbortSignal | undefined): Promise<number> => {
    const params = { uriPatterns: "*", limit: 250, ...(cursor !== undefined && { cursor }) };
    const answer = await callXrpc({ service: ozone, method: "com.atproto.label.queryLabels", params, signal });
    // The lexicon says so.
    const labels = answer.labels as (Pick<MirroredLabel, "src" | "uri" | "val" | "cts"> & Partial<MirroredLabel>)[];
    if (labels.length === 0) return 0;
    await store(
      labels.map(({ src, uri, cid = "", val, neg = false, cts, exp = null }) => ({
        src,
        uri,
        cid,
        val,
        neg,
        cts,
        exp,
      })),
    );
    cursor = String(answer.cursor);
    return labels.length + (await pull(signal));
  };
  // Two at once would copy the same labels twice.
  let last: Promise<unknown> = Promise.resolve();
  return (signal) => {
    const next = last.then(() => pull(signal));
    last = next.catch(() => {});
    return next;
  };
}
