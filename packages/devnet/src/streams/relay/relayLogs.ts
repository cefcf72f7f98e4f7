import type { EventLog } from "../serve/EventLog.ts";
import type { Relay } from "./Relay.ts";
import type { RelayEntry } from "./RelayEntry.ts";

/** The events of relays of this process, for what is built on them. */
export const relayLogs: WeakMap<Relay, EventLog<RelayEntry>> = /*#__PURE__*/ new WeakMap();
