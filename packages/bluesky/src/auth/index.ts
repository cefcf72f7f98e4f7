export { AuthError, type AuthErrorCode } from "./AuthError.ts";
export { type AdminSessionOptions, adminSession } from "./adminSession.ts";
export { type BearerSessionOptions, bearerSession } from "./bearerSession.ts";
export { type CheckSessionStoreOptions, checkSessionStore } from "./checkSessionStore.ts";
export { type CreateAccountOptions, createAccount } from "./createAccount.ts";
export { createMemoryStore } from "./createMemoryStore.ts";
export {
  createServiceAuth,
  type ServiceAuth,
  type ServiceAuthOptions,
  type ServiceAuthRequest,
} from "./createServiceAuth.ts";
export { createWebStore, type WebLocks, type WebStorage, type WebStoreOptions } from "./createWebStore.ts";
export type { SessionOptions } from "./keepSession.ts";
export { type LoginOptions, login } from "./login.ts";
export { type LoginToOptions, loginTo } from "./loginTo.ts";
export { type OAuthSession, type OAuthSessionLike, oauthSession } from "./oauthSession.ts";
export type { SessionSurroundings } from "./passwordSession.ts";
export { resume } from "./resume.ts";
export { resumeFrom } from "./resumeFrom.ts";
export type { Session, SessionEvents } from "./Session.ts";
export type { SessionStore } from "./SessionStore.ts";
export { type ServiceSessionOptions, serviceSession } from "./serviceSession.ts";
