export { blueskyNetwork } from "./blueskyNetwork.ts";
export { isPublicHost } from "./isPublicHost.ts";
export type { HandleMethod, NetworkConfig } from "./NetworkConfig.ts";
export type { NetworkOptions } from "./NetworkOptions.ts";
