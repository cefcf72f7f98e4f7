export type { LogTarget } from "./control/LogLines.ts";
export { DevnetError, type DevnetErrorCode, type DevnetErrorDetails } from "./errors/DevnetError.ts";
export type { FaultyNetwork } from "./faults/FaultyNetwork.ts";
export type { ForeignOrigin, ForeignRequest } from "./faults/ForeignOrigin.ts";
export type { Exchange, Fault, FaultHandler, Next } from "./faults/fault/Fault.ts";
export * as faults from "./faults/faults.ts";
export type { FaultyServer } from "./faults/proxy/FaultyServer.ts";
export type { FaultMatch, Pattern } from "./faults/rules/FaultMatch.ts";
export type { FaultRule } from "./faults/rules/FaultRule.ts";
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
export type { MintTokenOptions } from "./tokens/mintToken.ts";
