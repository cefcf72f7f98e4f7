/** Does what may fail without harm: telemetry is not worth a call. */
export function guarded<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
