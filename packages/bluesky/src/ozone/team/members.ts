import { addMember } from "../../lexicons/tools/ozone/team/addMember.ts";
import type { Member } from "../../lexicons/tools/ozone/team/defs.ts";
import { deleteMember } from "../../lexicons/tools/ozone/team/deleteMember.ts";
import { listMembers } from "../../lexicons/tools/ozone/team/listMembers.ts";
import { updateMember } from "../../lexicons/tools/ozone/team/updateMember.ts";
import { countDown } from "../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { type OzoneSubject, toSubjectUri } from "../subject/OzoneSubject.ts";

/** What a member of the team may do: all; all but the team; look, close and pass on; verify accounts. */
export type TeamRole = "admin" | "moderator" | "triage" | "verifier";

const ROLES = {
  admin: "tools.ozone.team.defs#roleAdmin",
  moderator: "tools.ozone.team.defs#roleModerator",
  triage: "tools.ozone.team.defs#roleTriage",
  verifier: "tools.ozone.team.defs#roleVerifier",
} as const;

/** What changes about a member. */
export interface TeamMemberChange {
  /** The new role. @default as it is */
  readonly role?: TeamRole | undefined;
  /** A member that is disabled can do nothing, and stays on the list. */
  readonly disabled?: boolean | undefined;
}

/** Options of {@link listTeam}. */
export interface ListTeamOptions extends CallOptions {
  /** Only members with one of these. @default all */
  readonly roles?: readonly TeamRole[] | undefined;
  /** Only those that are disabled, or only those that are not. @default both */
  readonly disabled?: boolean | undefined;
  /** A part of their names. */
  readonly search?: string | undefined;
  /** How many to give at most. @default all */
  readonly max?: number | undefined;
}

/**
 * Takes an account into the team. For administrators.
 *
 * @throws {CallError} `MemberAlreadyExists`
 * @throws {InvalidOptionError} if it is no account
 * @throws {InvalidSyntaxError} if the account is named by an at-uri that is not valid
 * @throws {IdentityError} if its handle does not resolve
 * @throws {AbortedError}
 * @example
 * ```ts
 * await addTeamMember(client, "bob.test", "moderator");
 * ```
 */
export async function addTeamMember(
  client: ClientLike,
  account: OzoneSubject,
  role: TeamRole,
  options: CallOptions = {},
): Promise<Member> {
  const left = countDown(client, options);
  const did = await toSubjectUri(client, account, left());
  return addMember(client, { did, role: ROLES[role] }, left());
}

/**
 * Changes what a member of the team may do. For administrators.
 *
 * @throws {CallError} `MemberNotFound`
 * @throws {InvalidOptionError} if it is no account
 * @throws {InvalidSyntaxError} if the account is named by an at-uri that is not valid
 * @throws {IdentityError} if its handle does not resolve
 * @throws {AbortedError}
 * @example
 * ```ts
 * await changeTeamMember(client, "bob.test", { disabled: true });
 * ```
 */
export async function changeTeamMember(
  client: ClientLike,
  account: OzoneSubject,
  change: TeamMemberChange,
  options: CallOptions = {},
): Promise<Member> {
  const { role, disabled } = change;
  const left = countDown(client, options);
  const did = await toSubjectUri(client, account, left());
  return updateMember(client, { did, disabled, role: role && ROLES[role] }, left());
}

/**
 * Takes an account out of the team. For administrators.
 *
 * @throws {CallError} `MemberNotFound`, `CannotDeleteSelf`
 * @throws {InvalidOptionError} if it is no account
 * @throws {InvalidSyntaxError} if the account is named by an at-uri that is not valid
 * @throws {IdentityError} if its handle does not resolve
 * @throws {AbortedError}
 * @example
 * ```ts
 * await removeTeamMember(client, "bob.test");
 * ```
 */
export async function removeTeamMember(
  client: ClientLike,
  account: OzoneSubject,
  options: CallOptions = {},
): Promise<void> {
  const left = countDown(client, options);
  const did = await toSubjectUri(client, account, left());
  await deleteMember(client, { did }, left());
}

/**
 * The members of the team.
 *
 * @throws {CallError}
 * @example
 * ```ts
 * for await (const { did, role } of listTeam(client, { roles: ["admin"] })) console.log(did, role);
 * ```
 */
export function listTeam(client: ClientLike, options: ListTeamOptions = {}): AsyncGenerator<Member, void, undefined> {
  const { roles, disabled, search, ...rest } = options;
  return listMembers.items(client, { q: search, disabled, roles: roles?.map((role) => ROLES[role]) }, rest);
}
