import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer, Server } from "node:net";
import { after, before, describe, it } from "node:test";
import { holdFreePort, holdPort } from "./heldPorts.ts";
import { listenOnLoopback, loopback } from "./listenOnLoopback.ts";

const { listen } = Server.prototype;

describe("a server that names only a port", () => {
  before(listenOnLoopback);
  after(() => {
    Server.prototype.listen = listen;
  });

  it("listens on loopback, however it is asked", async () => {
    for (const args of [[0], [{ port: 0 }], [0, () => {}], [{ port: 0 }, () => {}]]) {
      const server = createServer();
      Reflect.apply(server.listen, server, args);
      await once(server, "listening");
      assert.equal(addressOf(server).address, loopback);
      server.close();
    }
    const chosen = createServer().listen(0, "127.0.0.2");
    await once(chosen, "listening");
    assert.equal(addressOf(chosen).address, "127.0.0.2");
    chosen.close();
  });

  it("keeps a port that it found until a server uses it, and serves who came early", async () => {
    const probe = createServer().listen(0);
    await once(probe, "listening");
    const { port } = addressOf(probe);
    await new Promise<void>((resolve) => probe.close(() => resolve()));
    await assert.rejects(holdPort(port, "pds", loopback), { code: "port_taken", port, service: "pds" });
    const early = fetch(`http://${loopback}:${port}/`).then((answer) => answer.text());
    await new Promise((resolve) => setTimeout(resolve, 50));
    const server = createHttpServer((_, response) => response.end("served")).listen(port);
    assert.equal(await early, "served");
    server.close();
    server.closeAllConnections();
  });

  it("keeps a port from the moment that it is chosen", async () => {
    const port = await holdFreePort(loopback);
    await assert.rejects(holdPort(port, "plc", loopback), { code: "port_taken" });
    const server = createHttpServer().listen(port);
    await once(server, "listening");
    server.close();
    await once(server, "close");
    await holdPort(port, "plc", loopback);
    const last = createHttpServer().listen({ port });
    await once(last, "listening");
    last.close();
  });
});

function addressOf(server: Server): { address: string; port: number } {
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  return address;
}
