/** The faults, as `faults` of this package. */
export { clockSkew } from "./kinds/clockSkew.ts";
export { compose } from "./kinds/compose.ts";
export { emptyBody } from "./kinds/emptyBody.ts";
export { type ExpiredTokensOptions, expiredTokens } from "./kinds/expiredTokens.ts";
export { type HtmlOptions, html } from "./kinds/html.ts";
export { type HugeBodyOptions, hugeBody } from "./kinds/hugeBody.ts";
export { type LatencyOptions, latency } from "./kinds/latency.ts";
export { noAnswer } from "./kinds/noAnswer.ts";
export { type RateLimitedOptions, rateLimited } from "./kinds/rateLimited.ts";
export { type RedirectOptions, redirect } from "./kinds/redirect.ts";
export { type ResetMidBodyOptions, resetAfterCommit, resetBeforeCommit, resetMidBody } from "./kinds/reset.ts";
export { revokedTokens } from "./kinds/revokedTokens.ts";
export { type SlowDripOptions, slowDrip } from "./kinds/slowDrip.ts";
export { type StatusOptions, status } from "./kinds/status.ts";
export { type TruncatedJsonOptions, truncatedJson } from "./kinds/truncatedJson.ts";
export { wrongContentType } from "./kinds/wrongContentType.ts";
