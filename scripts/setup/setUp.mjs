import { join } from "node:path";
import { dependenciesStep } from "./dependencies.mjs";
import { buildStep, generateStep } from "./derived.mjs";
import { takeLock } from "./lock.mjs";
import { nodeStep } from "./node.mjs";
import { siteStep } from "./site.mjs";
import { toolsStep } from "./tools.mjs";

/** @typedef {"dependencies" | "generate" | "build" | "site" | "tools"} Need */

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
    site: () => siteStep(root),
    tools: () => toolsStep(root),
  };
  const steps = [node, ...needs.map((need) => known[need]())];
  if (steps.every((step) => step.isUpToDate())) return node.path;
  const lock = join(root, ".cache", "setup.lock");
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  try {
    held = await takeLock(lock, `npm run ${task}`, (owner) => {
      const wait = `waiting for "${owner.what}" (process ${owner.pid}), which is setting this clone up`;
      console.log(wait);
      timer = setInterval(() => console.log(wait), 10_000);
    });
  } finally {
    clearInterval(timer);
  }
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
