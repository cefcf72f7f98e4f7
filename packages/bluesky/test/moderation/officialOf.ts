import {
  moderateFeedGenerator as feedGeneratorByApi,
  interpretLabelValueDefinition as interpretByApi,
  moderateNotification as notificationByApi,
  moderatePost as postByApi,
  moderateProfile as profileByApi,
  moderateStatus as statusByApi,
  moderateUserList as userListByApi,
} from "@atproto/api";
import * as sdk from "@bsky/sdk/moderation";
import type { Case } from "./makeCase.ts";

/** One of the official libraries. Their types differ in names only; what is given to them is made to fit. */
interface Official {
  readonly interpret: (definition: never, definedBy: never) => unknown;
  readonly decide: Readonly<Record<Case["kind"], (subject: never, options: never) => OfficialDecision>>;
}

/** What both libraries decide. */
export interface OfficialDecision {
  readonly did: string;
  readonly isMe: boolean;
  readonly causes: readonly object[];
  readonly blocked: boolean;
  readonly muted: boolean;
  ui(context: string): OfficialUi;
}

interface OfficialUi {
  readonly noOverride: boolean;
  readonly filter: boolean;
  readonly blur: boolean;
  readonly alert: boolean;
  readonly inform: boolean;
  readonly filters: readonly object[];
  readonly blurs: readonly object[];
  readonly alerts: readonly object[];
  readonly informs: readonly object[];
}

/** The official libraries, by name. */
export const officials: Readonly<Record<"@atproto/api" | "@bsky/sdk", Official>> = {
  "@atproto/api": {
    interpret: interpretByApi,
    decide: {
      post: postByApi,
      profile: profileByApi,
      notification: notificationByApi,
      feedGenerator: feedGeneratorByApi,
      userList: userListByApi,
      status: statusByApi,
    },
  },
  "@bsky/sdk": {
    interpret: sdk.interpretLabelValueDefinition,
    decide: {
      post: sdk.moderatePost,
      profile: sdk.moderateProfile,
      notification: sdk.moderateNotification,
      feedGenerator: sdk.moderateFeedGenerator,
      userList: sdk.moderateUserList,
      status: sdk.moderateStatus,
    },
  },
};

/** What an official library decides in a case. */
export function officialOf(
  name: keyof typeof officials,
  { kind, subject, did, preferences, definitions }: Case,
): OfficialDecision {
  const { interpret, decide } = officials[name];
  const labelDefs = Object.fromEntries(
    Object.entries(definitions).map(([labeler, all]) => [
      labeler,
      all.map((one) => interpret(one as never, labeler as never)),
    ]),
  );
  // A copy: nothing that one library does to it shows in what another is given.
  return decide[kind](structuredClone(subject) as never, { userDid: did, prefs: preferences, labelDefs } as never);
}
