import { join } from "node:path";
import { dependenciesStep } from "./dependencies.mjs";
import { buildStep, generateStep } from "./derived.mjs";
import { takeLock } from "./lock.mjs";
import { nodeStep } from "./node.mjs";

/** @typedef {"dependencies" | "generate" | "build"} Need */

/** @type {import("./lock.mjs").Lock | undefined} */
let held;

/** Gives the lock back at once, for a process that is about to end. */
export function abandonSetUp() {
  held?.release();
}

/**
 * Brings everything up to date that a task needs. Two at once on one clone wait for each other; one that finds
 * everything up to date takes no lock.
 *
 * @param {string} root
 * @param {readonly Need[]} needs in this order
 * @param {string} task for those who wait
 * @returns {Promise<string>} the Node to run the task with
 */
export async function setUp(root, needs, task) {
  const node = nodeStep(root);
  const known = {
    dependencies: () => dependenciesStep(root),
    generate: () => generateStep(root, node.path),
    build: () => buildStep(root, node.path),
  };
  const steps = [node, ...needs.map((need) => known[need]())];
  if (steps.every((step) => step.isUpToDate())) return node.path;
  held = await takeLock(join(root, ".cache", "setup.lock"), `npm run ${task}`, (owner) => {
    console.log(`waiting for "${owner.what}" (process ${owner.pid}), which is setting this clone up`);
  });
  try {
    for (const step of steps) {
      if (!step.isUpToDate()) await step.update(held);
    }
  } finally {
    held.release();
    held = undefined;
  }
  return node.path;
}
