import { blueskyNetwork } from "../../network/blueskyNetwork.ts";
import type { Via } from "../contract/Call.ts";

// For generated code, which names one for each operation that is not meant for the client's own service.

/** Of operations of chat: they go to the network's chat service, through one's own server. */
export const viaChat: Via = ({ options, session }) => {
  const { chat } = options.network ?? blueskyNetwork;
  return options.proxy ?? (session && chat && `${chat.did}#bsky_chat`);
};

/** Of operations of moderation: they go to the network's Ozone, through one's own server. */
export const viaOzone: Via = ({ options, session }) => {
  const { ozone } = options.network ?? blueskyNetwork;
  return options.proxy ?? (session && ozone && `${ozone.did}#atproto_labeler`);
};

/** Of operations that an account's own server answers, whatever its client has it pass on. */
export const viaHome: Via = () => false;
