/** PLC directory and PDS alone. The build bundles this module with what those two need. */
export { ADMIN_PASSWORD, TestNetworkNoAppView } from "@atproto/dev-env";
