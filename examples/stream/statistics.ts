import { consume } from "bluesky/stream";
import { everything } from "./connect.ts";

const counts = new Map<string, number>();
const stream = consume(everything);
setInterval(() => {
  const { lag = 0, eventsPerSecond } = stream.stats;
  const most = [...counts].sort(([, a], [, b]) => b - a).slice(0, 10);
  console.log(`${eventsPerSecond.toFixed(1)} events/s, ${lag} ms behind:`, Object.fromEntries(most));
}, 1_000);
for await (const event of stream) {
  const name = event.kind === "commit" ? `${event.collection} ${event.action}` : event.kind;
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
