import { DevnetError } from "../errors/DevnetError.ts";
import type { ServiceAddress } from "./NetworkConfig.ts";

/** What a member of Ozone's team may do: see the lexicon `tools.ozone.team.defs`. */
export type OzoneRole = "admin" | "moderator" | "triage" | "verifier";

/** Whom to add to Ozone's team. */
export interface TeamMember {
  did: string;
  role: OzoneRole;
  adminPassword: string;
  signal: AbortSignal | undefined;
}

/**
 * Adds an account to Ozone's team.
 *
 * @throws {DevnetError} `account_refused`, `aborted`, `closed`
 */
export async function addToTeam(ozone: ServiceAddress, member: TeamMember): Promise<void> {
  const { did, role, adminPassword, signal } = member;
  const name = `tools.ozone.team.defs#role${role.charAt(0).toUpperCase()}${role.slice(1)}`;
  let response: Response;
  try {
    response = await fetch(new URL("/xrpc/tools.ozone.team.addMember", ozone.url), {
      method: "POST",
      headers: {
        authorization: `Basic ${Buffer.from(`admin:${adminPassword}`).toString("base64")}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({ did, role: name }),
      ...(signal && { signal }),
    });
  } catch (cause) {
    if (signal?.aborted) throw new DevnetError("aborted", `Adding ${did} to Ozone's team was aborted.`, { cause });
    throw new DevnetError("closed", `${did} was not added to Ozone's team: nothing answers at ${ozone.url}.`, {
      cause,
    });
  }
  const answer = await response.text();
  if (response.ok) return;
  throw new DevnetError("account_refused", `Ozone refused to make ${did} a member: ${response.status} ${answer}`);
}
