import dns from "node:dns";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { fetchCard } from "bluesky/media";
import type { Cases } from "../../Case.ts";
import { fails, same } from "../../expect.ts";

export const cases: Cases = {
  "a page is read from its server, and an address on this machine only where it is allowed": () =>
    withServer(answer, async (port, countConnections) => {
      const allowPrivate = [`localhost:${port}`];
      same((await fetchCard(`http://localhost:${port}/moved`, { allowPrivate })).title, "A page");
      await fails("card_refused", () => fetchCard(`http://localhost:${port}/away`, { allowPrivate }));
      const before = countConnections();
      for (const host of ["localhost", "127.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]"]) {
        await fails("card_refused", () => fetchCard(`http://${host}:${port}/`));
        await fails("card_refused", () => fetchCard(`http://${host}/`));
      }
      same(countConnections(), before);
    }),

  "a name is looked up once, and what it leads to is judged as the connection is made": async () => {
    const { lookup } = dns;
    const asked: string[] = [];
    // A name server of somebody who means to reach this machine.
    const lie = (hostname: string, _: object, done: (error: null, addresses: object[]) => void): void => {
      asked.push(hostname);
      setTimeout(done, 0, null, [{ address: "127.0.0.1", family: 4 }]);
    };
    Object.assign(dns, { lookup: lie });
    try {
      for (const url of ["http://rebind.example/", "https://rebind.example/"]) {
        await fails("card_refused", () => fetchCard(url));
      }
      same(asked, ["rebind.example", "rebind.example"]);
    } finally {
      Object.assign(dns, { lookup });
    }
  },
};

const answer: RequestListener = ({ url }, response) => {
  if (url === "/moved") response.writeHead(302, { location: "/page" }).end();
  else if (url === "/away") response.writeHead(302, { location: "http://[::ffff:7f00:1]/" }).end();
  else {
    response.writeHead(200, { "content-type": "text/html", "content-encoding": "gzip" });
    response.end(gzipSync("<title>A page</title>"));
  }
};

/** Serves on loopback while it is used. */
async function withServer(
  listener: RequestListener,
  use: (port: number, countConnections: () => number) => Promise<void>,
): Promise<void> {
  let connections = 0;
  const server = createServer(listener);
  server.on("connection", () => connections++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await use((server.address() as AddressInfo).port, () => connections);
  } finally {
    server.close();
  }
}
