/** All of the official servers. The build bundles this module with everything that it imports. */
export { ADMIN_PASSWORD, RepoSubscription, TestNetwork, TestPds } from "@atproto/dev-env";
