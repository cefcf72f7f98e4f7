/**
 * A consumer that is slower than its host: 60,000 frames of 5 kB, over the platform's WebSocket, which cannot pause, and over `ws`,
 * which can. Prints how much memory each takes, in a process of its own, and that nothing is lost.
 */
import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { consume, relay } from "bluesky/stream";
import { commitFrame, didOf } from "../packages/bluesky/src/stream/testing/frames.ts";
import { cursorIn, startHost, WEB_SOCKETS } from "../packages/bluesky/src/stream/testing/startHost.ts";

const COUNT = 60_000;
const BOUNDS = [160, 96];
const MB = 1024 * 1024;

const [url, which] = process.argv.slice(2);
if (url !== undefined && which !== undefined) {
  const [, WebSocket] = WEB_SOCKETS[Number(which)] ?? [];
  const before = process.memoryUsage().rss;
  const stream = consume(relay(url), { start: "oldest", ...(WebSocket && { WebSocket }), minDelay: 10 });
  let last = 0;
  let lost = 0;
  await stream.run(async ({ seq }) => {
    if (seq !== last + 1) lost++;
    last = seq;
    if (seq % 25 === 0) await sleep(4);
    if (seq === COUNT) void stream.close();
  });
  const { reconnects } = stream.stats;
  const most = (process.resourceUsage().maxRSS * 1024 - before) / MB;
  console.log(JSON.stringify({ most, lost, reconnects }));
} else {
  const ops = [{ action: "create", path: "com.example.x/a", record: { text: "x".repeat(4500) } }] as const;
  const frames = Array.from({ length: 100 }, (_, n) => ({ did: didOf(n), ops }));
  await using host = await startHost(async (connection, asked) => {
    let isOpen = true;
    connection.on("close", () => {
      isOpen = false;
    });
    for (let seq = (cursorIn(asked) ?? 0) + 1; seq <= COUNT && isOpen; seq++) {
      const frame = frames[seq % 100];
      if (frame) connection.send(commitFrame({ seq, ...frame }));
      while (connection.bufferedAmount > 4 * MB && isOpen) await sleep(1);
    }
  });
  const execute = promisify(execFile);
  console.log(`\nA consumer that is slower than its host: ${COUNT} frames of 5 kB\n`);
  for (const [index, [name]] of WEB_SOCKETS.entries()) {
    const args = [...process.execArgv, import.meta.filename, host.url, String(index)];
    const { most, lost, reconnects } = JSON.parse((await execute(process.execPath, args)).stdout);
    const bound = BOUNDS[index] ?? 0;
    const verdict = most <= bound && lost === 0 ? "ok" : "ABOVE";
    console.log(
      `${name.padEnd(26)} +${most.toFixed(0)} MB, bound ${bound}, ${lost} lost, ${reconnects} reconnects  ${verdict}`,
    );
  }
}
