import * as nodeModule from "node:module";

/** Packages of the official development environment that only serve the AppView and what hangs on it. */
const appViewOnly = /\/node_modules\/@atproto\/(bsky|bsync|ozone)\//;

/**
 * Leaves out the modules that a network without AppView never calls. They are almost half of what would be loaded,
 * and loading is most of the time that such a network takes to start.
 */
export function skipAppView(): void {
  // Since Node 22.15. Before, all of it is loaded.
  nodeModule.registerHooks?.({
    load: (url, context, next) =>
      appViewOnly.test(url) ? { format: "module", source: "export {};", shortCircuit: true } : next(url, context),
  });
}
