export { type CreateAccountOptions, createAccount } from "./createAccount.ts";
export { AuthError, type AuthErrorCode } from "./errors/AuthError.ts";
export { type LoginOptions, login } from "./login.ts";
export { type LoginToOptions, loginTo } from "./loginTo.ts";
export { type OAuthSession, type OAuthSessionLike, oauthSession } from "./oauth/oauthSession.ts";
export type { SessionOptions } from "./password/persistentSession.ts";
export type { Session, SessionEvents } from "./password/Session.ts";
export { type ResumeOptions, resume, type StoredSession } from "./resume.ts";
export { type CheckSessionStoreOptions, checkSessionStore } from "./stores/checkSessionStore.ts";
export { createMemoryStore } from "./stores/createMemoryStore.ts";
export { createWebStore, type WebLocks, type WebStorage, type WebStoreOptions } from "./stores/createWebStore.ts";
export type { SessionStore } from "./stores/SessionStore.ts";
export { type AdminSessionOptions, adminSession } from "./tokens/adminSession.ts";
export { type BearerSessionOptions, bearerSession } from "./tokens/bearerSession.ts";
export {
  createServiceAuth,
  type ServiceAuth,
  type ServiceAuthOptions,
  type ServiceAuthRequest,
} from "./tokens/createServiceAuth.ts";
export { type ServiceSessionOptions, serviceSession } from "./tokens/serviceSession.ts";
