/**
 * The names of the original SDK (0.4.0) that do not follow from its rules, with what each is a name of: a definition
 * (`nsid#name`, `nsid` for the main one), or a property of a definition or of an operation's `params`, `input` or
 * `output`. An operation's body alone (`nsid/output`) is a second name of that body; `items` of a list is its item.
 *
 * Kept by hand and only ever added to: short names were given to whoever came first, so nothing new gets one.
 */
export const SHORT_NAMES: {
  readonly [scope in "operations" | "components"]: { readonly [name: string]: string };
} = {
  operations: {
    ChatBskyActorDeleteAccountUnknown: "chat.bsky.actor.deleteAccount/output",
    ComAtprotoModerationCreateReportAtprotoModerationSubject: "com.atproto.moderation.createReport/output/subject",
    Event: "tools.ozone.moderation.emitEvent/input/event",
    Filter: "app.bsky.feed.getAuthorFeed/params/filter",
    Logs: "chat.bsky.convo.getLog/output/logs",
    ManagerRole: "tools.ozone.setting.upsertOption/input/managerRole",
    Messages: "chat.bsky.convo.getMessages/output/messages",
    Platform: "app.bsky.notification.registerPush/input/platform",
    QueryParamScope: "tools.ozone.setting.listOptions/params/scope",
    QueryParamSort: "com.atproto.admin.getInviteCodes/params/sort",
    QueryParamSubjectType: "tools.ozone.moderation.queryStatuses/params/subjectType",
    Records: "tools.ozone.moderation.getRecords/output/records",
    Relationships: "app.bsky.graph.getRelationships/output/relationships",
    Repos: "tools.ozone.moderation.getRepos/output/repos",
    Results: "com.atproto.repo.applyWrites/output/results",
    Role: "tools.ozone.team.addMember/input/role",
    Scope: "tools.ozone.setting.removeOptions/input/scope",
    Sort: "app.bsky.feed.searchPosts/params/sort",
    Status: "com.atproto.server.createSession/output/status",
    Subject: "com.atproto.admin.updateSubjectStatus/input/subject",
    SubjectType: "tools.ozone.moderation.queryEvents/params/subjectType",
    Thread: "app.bsky.feed.getPostThread/output/thread",
    ToolsOzoneSetDeleteSetUnknown: "tools.ozone.set.deleteSet/output",
    Unknown: "app.bsky.feed.sendInteractions/output",
    ValidationStatus: "com.atproto.repo.createRecord/output/validationStatus",
    Views: "app.bsky.labeler.getServices/output/views",
    Writes: "com.atproto.repo.applyWrites/input/writes",
  },
  components: {
    ActorTarget: "app.bsky.actor.defs#mutedWord/actorTarget",
    AllowIncoming: "app.bsky.actor.defs#profileAssociatedChat/allowIncoming",
    AppBskyActorDefsPreferences: "app.bsky.actor.defs#preferences/items",
    Blurs: "com.atproto.label.defs#labelValueDefinition/blurs",
    DefaultSetting: "com.atproto.label.defs#labelValueDefinition/defaultSetting",
    Details: "tools.ozone.moderation.defs#blobView/details",
    Embed: "app.bsky.feed.defs#postView/embed",
    Embeds: "app.bsky.embed.record#viewRecord/embeds",
    Event: "app.bsky.feed.defs#interaction/event",
    Features: "app.bsky.richtext.facet/features",
    Hosting: "tools.ozone.moderation.defs#subjectStatusView/hosting",
    LastMessage: "chat.bsky.convo.defs#convoView/lastMessage",
    ManagerRole: "tools.ozone.setting.defs#option/managerRole",
    Media: "app.bsky.embed.recordWithMedia#view/media",
    Message: "chat.bsky.convo.defs#logCreateMessage/message",
    Op: "tools.ozone.moderation.defs#recordEvent/op",
    Parent: "app.bsky.feed.defs#replyRef/parent",
    Reason: "app.bsky.feed.defs#feedViewPost/reason",
    RecordT: "app.bsky.embed.record#view/record",
    Replies: "app.bsky.feed.defs#threadViewPost/replies",
    Role: "tools.ozone.server.getConfig#viewerConfig/role",
    Root: "app.bsky.feed.defs#replyRef/root",
    Scope: "tools.ozone.setting.defs#option/scope",
    Severity: "com.atproto.label.defs#labelValueDefinition/severity",
    Sort: "app.bsky.actor.defs#threadViewPref/sort",
    State: "app.bsky.video.defs#jobStatus/state",
    Status: "com.atproto.sync.listRepos#repo/status",
    Subject: "tools.ozone.moderation.defs#modEventView/subject",
    Type: "app.bsky.actor.defs#savedFeed/type",
    ValidationStatus: "com.atproto.repo.applyWrites#createResult/validationStatus",
    Visibility: "app.bsky.actor.defs#contentLabelPref/visibility",
  },
};

/** The same for the error names of operations, which have their long names besides. */
export const SHORT_ERRORS: { readonly [name: string]: string } = { ErrorT: "app.bsky.actor.getPreferences" };
