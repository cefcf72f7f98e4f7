import { startNetwork } from "bluesky-devnet";
import { seconds, step } from "../setup/step.mjs";
import { createOutput } from "../tour/Output.ts";
import { runTour } from "../tour/tour.ts";
import { failureExitCode, stopSignal } from "./stopSignal.ts";

// The main job: two people on a network of their own, from signing up to logging out.
const signal = stopSignal();
const started = performance.now();
try {
  const net = await step("network", () => startNetwork({ signal }));
  try {
    console.log("What follows is the program scripts/tour/tour.ts. Each step is a file in scripts/tour/steps.");
    await runTour(net, createOutput(process.stdout), signal);
  } finally {
    await step("stop", () => net.close());
  }
  console.log(`done in ${seconds(started)}`);
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}`);
  process.exitCode = failureExitCode(signal);
}
