import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { importKey } from "bluesky/crypto";
import type { Move } from "bluesky/migration";
import { fileJournal } from "bluesky/migration/file";
import type { Ask } from "./createAsk.ts";
import type { Flags } from "./readFlags.ts";

/** Makes a move of what the command line and the environment say, and asks for the rest. Passwords are never on the command line. */
export async function readMove(named: string | undefined, flags: Flags, ask: Ask): Promise<Move> {
  const { MOVE_PASSWORD, MOVE_NEW_PASSWORD, MOVE_ROTATION_KEY } = process.env;
  const account = named ?? (await ask.text("Handle or DID of the account?"));
  const service = flags.to ?? (await ask.text("URL of the new server?"));
  const path = flags.journal ?? `${account.replaceAll(":", "-")}.move.json`;
  // A move that has begun knows its handle.
  const isBegun = existsSync(path);
  const typed = flags.handle ?? (isBegun ? "" : await ask.text("Handle there (empty: the present one)?"));
  const password = MOVE_PASSWORD ?? (await ask.secret("Password of the account (not an app password)?"));
  const then =
    MOVE_NEW_PASSWORD ?? (await ask.secret("Password on the new server (keep it: a resumed move needs it)?"));
  return {
    ...{ account, from: { password }, journal: fileJournal(path) },
    to: { service, password: then, handle: typed || undefined, inviteCode: flags.invite },
    rotationKey: MOVE_ROTATION_KEY ? await importKey(MOVE_ROTATION_KEY) : undefined,
    token: () => ask.secret("Token of the e-mail that your old server has sent?"),
    async publish(document) {
      await writeFile("did.json", JSON.stringify(document, null, 2));
      await ask.text("did.json is the new document of your did:web. Enter, when it is served:");
    },
  };
}
