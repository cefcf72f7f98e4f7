import type { Network } from "bluesky-devnet";
import type { Output } from "./Output.ts";
import { createRunner } from "./Step.ts";
import { callOnExpiredToken } from "./steps/callOnExpiredToken.ts";
import { changeProfile } from "./steps/changeProfile.ts";
import { deletePost } from "./steps/deletePost.ts";
import { follow } from "./steps/follow.ts";
import { like } from "./steps/like.ts";
import { logIn } from "./steps/logIn.ts";
import { logOut } from "./steps/logOut.ts";
import { meetError } from "./steps/meetError.ts";
import { pageFeed } from "./steps/pageFeed.ts";
import { post } from "./steps/post.ts";
import { readThread } from "./steps/readThread.ts";
import { readTimeline } from "./steps/readTimeline.ts";
import { reply } from "./steps/reply.ts";
import { searchPeople } from "./steps/searchPeople.ts";
import { signUp } from "./steps/signUp.ts";

/**
 * Takes two people through a network: the SDK's main job, on real servers. Every step checks what comes back.
 *
 * @throws what went wrong; the output has been told in which step
 */
export async function runTour(net: Network, out: Output, signal?: AbortSignal): Promise<void> {
  const step = createRunner(out, signal);
  const settled = (): Promise<void> => net.settled(signal && { signal });

  const alice = await step("sign up", (say) => signUp(say, net.network));
  const bob = await step("log in", async (say) => logIn(say, await net.createAccount("bob")));
  const hello = await step("post", (say) => post(say, alice, bob));
  const answer = await step("reply", (say) => reply(say, bob, hello));
  await step("like", (say) => like(say, bob, hello));
  await step("follow", (say) => follow(say, bob, alice));
  await step("index", async (say) => {
    await settled();
    say("the AppView has everything");
  });
  await step("timeline", (say) => readTimeline(say, bob, hello));
  await step("thread", (say) => readThread(say, alice, hello, answer));
  await step("author feed", (say) => pageFeed(say, alice, settled));
  await step("search", (say) => searchPeople(say, bob, alice));
  await step("profile", (say) => changeProfile(say, alice, bob, settled));
  await step("typed error", (say) => meetError(say, bob));
  await step("expired token", (say) => callOnExpiredToken(say, alice, net));
  await step("delete", (say) => deletePost(say, bob, answer, settled));
  await step("log out", (say) => logOut(say, alice, bob));
}
