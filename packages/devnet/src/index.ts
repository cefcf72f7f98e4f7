export type { LogTarget } from "./control/LogLines.ts";
export { DevnetError, type DevnetErrorCode, type DevnetErrorDetails } from "./errors/DevnetError.ts";
export type { FaultyNetwork } from "./faults/FaultyNetwork.ts";
export type { ForeignOrigin, ForeignRequest } from "./faults/ForeignOrigin.ts";
export type { Exchange, Fault, FaultHandler, Next } from "./faults/fault/Fault.ts";
export * as faults from "./faults/faults.ts";
export type { FaultyServer } from "./faults/proxy/FaultyServer.ts";
export type { FaultMatch } from "./faults/rules/FaultMatch.ts";
export type { FaultRule } from "./faults/rules/FaultRule.ts";
export type { Pattern } from "./faults/rules/Pattern.ts";
export { type StartFaultsOptions, startFaults } from "./faults/startFaults.ts";
export type { Answer, AnswerBody, HttpAnswer } from "./faults/traffic/Answer.ts";
export type { FaultRequest, ServerName } from "./faults/traffic/FaultRequest.ts";
export type { LoggedRequest } from "./faults/traffic/LoggedRequest.ts";
export type { Authorization } from "./faults/traffic/readAuthorization.ts";
export type { SessionTokens } from "./faults/traffic/SessionTokens.ts";
export type { AddedPds, AddPdsOptions } from "./network/AddedPds.ts";
export type { OzoneRole } from "./network/addToTeam.ts";
export type { Account, CreateAccountOptions } from "./network/createAccount.ts";
export type { Network, Seed, SettledOptions } from "./network/Network.ts";
export type { NetworkConfig, ServiceAddress } from "./network/NetworkConfig.ts";
export type { NetworkServices } from "./network/NetworkServices.ts";
export type { Ports } from "./network/Ports.ts";
export type { StoredVideo, VideoFault, VideoFaultMatch, VideoFaultRule, VideoService } from "./network/VideoService.ts";
export type { PageRequest, Pages } from "./pages/Pages.ts";
export type {
  ArticleOptions,
  BombOptions,
  ImageOptions,
  PageAnswer,
  RedirectOptions,
  SlowOptions,
} from "./pages/Scene.ts";
export { type StartPagesOptions, startPages } from "./pages/startPages.ts";
export type { SeededAccount, SeedHighlights, SeedResult } from "./seed/SeedTarget.ts";
export { type StartNetworkOptions, startNetwork } from "./startNetwork.ts";
export type { StreamEncoding } from "./streams/faults/fault/StreamEncoding.ts";
export type { StreamedEvent } from "./streams/faults/fault/StreamedEvent.ts";
export type {
  ConnectionOnItsWay,
  EventOnItsWay,
  StreamFault,
  StreamLink,
} from "./streams/faults/fault/StreamFault.ts";
export type { StreamFaultMatch } from "./streams/faults/rules/StreamFaultMatch.ts";
export type { StreamFaultRule } from "./streams/faults/rules/StreamFaultRule.ts";
export * as streamFaults from "./streams/faults/streamFaults.ts";
export type { Jetstream } from "./streams/jetstream/Jetstream.ts";
export type { JetstreamOptions } from "./streams/jetstream/JetstreamOptions.ts";
export { startJetstream } from "./streams/jetstream/startJetstream.ts";
export type { Relay, RelayMessage, ScriptedOperation } from "./streams/relay/Relay.ts";
export type { RelayOptions } from "./streams/relay/RelayOptions.ts";
export { startRelay } from "./streams/relay/startRelay.ts";
export type { StreamConnection } from "./streams/serve/StreamConnection.ts";
export type { StreamServer } from "./streams/serve/StreamServer.ts";
export type { StreamServerOptions } from "./streams/serve/StreamServerOptions.ts";
export type { StreamFrame } from "./streams/socket/StreamFrame.ts";
export { startTap } from "./streams/tap/startTap.ts";
export type { Tap, TapEvent, TapIdentityEvent, TapRecordEvent } from "./streams/tap/Tap.ts";
export type { TapOptions } from "./streams/tap/TapOptions.ts";
export type { MintTokenOptions } from "./tokens/mintToken.ts";
