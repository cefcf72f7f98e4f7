import type { DidDocument } from "../../identity/DidDocument.ts";
import type { JournalStore, Move } from "../contract/Migration.ts";
import type { Servers } from "./createServers.ts";

/** A journal in memory. */
export function memoryStore(): JournalStore {
  let text: string | undefined;
  return {
    load: () => text,
    save: (journal) => {
      text = journal;
    },
  };
}

/** The move of the account of servers in memory. */
export function createMove({ did, to, named }: Servers, rest: Partial<Move> = {}): Move {
  return {
    ...{ account: did, from: { password: "old" }, to: { service: to, password: "new" }, journal: memoryStore() },
    publish(document: DidDocument) {
      const [{ serviceEndpoint = "" } = {}] = document.service as { serviceEndpoint?: string }[];
      named.url = serviceEndpoint;
    },
    token: () => "a token",
    ...rest,
  };
}
