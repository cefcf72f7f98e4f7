import type { NetworkConfig } from "../network/NetworkConfig.ts";
import type { Call } from "./Call.ts";

/**
 * Asks for labels of the labelers chosen, and of the network's, which would otherwise drop out. Where none is chosen
 * there is no header: browsers would ask the server's leave first.
 */
export function setLabelers({ headers, options }: Call, network: NetworkConfig): void {
  const { labelers, defaultLabelers } = options;
  if (!labelers?.length) return;
  const kept = defaultLabelers === false ? [] : network.labelers.filter((did) => !labelers.join().includes(did));
  headers.set("atproto-accept-labelers", [...kept.map((did) => `${did};redact`), ...labelers].join(", "));
}
