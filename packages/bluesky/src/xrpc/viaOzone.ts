import { blueskyNetwork } from "../network/blueskyNetwork.ts";
import type { Via } from "./Via.ts";

/** Of operations of moderation: they go to the network's Ozone, through one's own server. For generated code. */
export const viaOzone: Via = ({ options, session }) => {
  const { ozone } = options.network ?? blueskyNetwork;
  return options.proxy ?? (session && ozone && `${ozone.did}#atproto_labeler`);
};
