/** PLC directory and PDS alone. The build bundles this module with what those two need. */
export { ADMIN_PASSWORD, TestNetworkNoAppView, TestPds } from "@atproto/dev-env";
