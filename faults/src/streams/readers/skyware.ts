import { load } from "../../contenders/load.ts";
import type { StreamReader } from "../StreamJob.ts";

interface Jetstream {
  on(name: string, listener: (given: never) => void): void;
  start(): void;
  close(): void;
}

/** `@skyware/jetstream`. */
export const skywareReader: StreamReader = {
  sources: ["jetstream"],
  async read({ url }, handle, tell, signal) {
    const { Jetstream } = await load<{ Jetstream: new (options: object) => Jetstream }>("@skyware/jetstream");
    const jetstream = new Jetstream({ endpoint: `${url}/subscribe`, cursor: 1 });
    jetstream.on("commit", ({ commit }: { commit: { rkey: string } }) => handle(commit.rkey));
    jetstream.on("error", (error: Error | undefined) => tell(String(error?.message ?? "error").slice(0, 40)));
    jetstream.start();
    await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
    jetstream.close();
  },
};
