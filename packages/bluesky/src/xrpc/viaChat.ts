import { blueskyNetwork } from "../network/blueskyNetwork.ts";
import type { Via } from "./Via.ts";

/** Of operations of chat: they go to the network's chat service, through one's own server. For generated code. */
export const viaChat: Via = ({ options, session }) => {
  const { chat } = options.network ?? blueskyNetwork;
  return options.proxy ?? (session && chat && `${chat.did}#bsky_chat`);
};
