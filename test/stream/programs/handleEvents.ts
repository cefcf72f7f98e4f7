/** Handles the events of a stream until it is killed: each is told to the ledger, which confirms it, before it counts as done. */
import { connect } from "node:net";
import { type CursorStore, consume, jetstream, jetstreamV2, relay, tap } from "bluesky/stream";
import { fileCursor } from "bluesky/stream/file";

const { source, url, ledger, cursor: path, options } = JSON.parse(process.argv[2] ?? "");

const socket = connect(ledger);
const waiting = new Map<number, () => void>();
let [last, rest] = [0, ""];
socket.setEncoding("utf8").on("data", (text: string) => {
  const lines = (rest + text).split("\n");
  rest = lines.pop() ?? "";
  for (const line of lines) {
    waiting.get(Number(line))?.();
    waiting.delete(Number(line));
  }
});
function tell(what: string): Promise<void> {
  const number = ++last;
  return new Promise((resolve) => {
    waiting.set(number, resolve);
    socket.write(`${number} ${what}\n`);
  });
}

const file = fileCursor(path ?? "");
const cursor: CursorStore = {
  async load() {
    const text = await file.load();
    await tell(`loaded:${text === undefined ? 0 : JSON.parse(text).seq}`);
    return text;
  },
  async save(text) {
    await tell("saving");
    await file.save(text);
    await tell(`saved:${JSON.parse(text).seq}`);
  },
};
const sources = { relay, jetstream, jetstreamV2, tap };
const stream = consume(sources[source as keyof typeof sources](url), {
  ...options,
  start: "oldest",
  minDelay: 10,
  ...(source !== "tap" && { cursor }),
});
await stream.run(async (event) => {
  if (event.kind !== "commit") return;
  await tell(event.rkey);
  process.stdout.write(".");
});
