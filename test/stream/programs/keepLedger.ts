/**
 * Writes down what it is told, one line each, and says so once it is on the disk: whoever tells it may be killed at any moment, and
 * what was confirmed is there. Its arguments are a socket to listen on and a file.
 */
import { fdatasyncSync, openSync, writeSync } from "node:fs";
import { createServer } from "node:net";

const [, , address = "", path = ""] = process.argv;
const file = openSync(path, "a");

const server = createServer((socket) => {
  let rest = "";
  socket.setEncoding("utf8");
  socket.on("error", () => {}); // it was killed
  // Now all that it said has been written down.
  socket.on("close", () => process.stdout.write("closed\n"));
  socket.on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    if (lines.length === 0) return;
    writeSync(file, lines.map((line) => `${line}\n`).join(""));
    fdatasyncSync(file);
    socket.write(lines.map((line) => `${line.split(" ")[0]}\n`).join(""));
  });
});
server.listen(address, () => process.stdout.write("ready\n"));
// It lives as long as whoever has started it.
process.stdin.on("end", () => process.exit()).resume();
