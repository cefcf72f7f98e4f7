import assert from "node:assert/strict";
import type { LookupAddress } from "node:dns";
import { createServer, type Server } from "node:net";
import { networkInterfaces } from "node:os";
import { after, before, beforeEach, describe, it } from "node:test";
import { fetchCard } from "bluesky/media";
import { type Pages, startPages } from "bluesky-devnet";
import {
  createGuardedFetch,
  type LookupAll,
} from "../../packages/bluesky/src/media/card/guard/createGuardedFetch.node.ts";

let pages: Pages;
/** The same port on loopback of IPv6, where there is that. */
let sixth: Server | undefined;
let arrivedBySix = 0;
before(async () => {
  pages = await startPages();
  const server = createServer((socket) => {
    arrivedBySix++;
    socket.destroy();
  });
  const listens = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === "::1"));
  if (!listens) return;
  await new Promise<void>((resolve) => server.listen(pages.port, "::1", resolve));
  sixth = server;
});
after(async () => {
  sixth?.close();
  await pages.close();
});
beforeEach(() => {
  pages.clear();
  arrivedBySix = 0;
});

/** Ways to write an address of this machine, or of one that nobody on the internet should reach. */
const DISGUISES: readonly string[] = [
  "127.0.0.1",
  "127.1",
  "127.0.1",
  "127.255.255.254",
  "2130706433",
  "0x7f000001",
  "0x7f.0.0.1",
  "0x7f.1",
  "0177.0.0.1",
  "017700000001",
  "0177.0x0.0.01",
  "127.0.0.1.",
  "0",
  "0.0.0.0",
  "１２７.0.0.1",
  "127。0。0。1",
  "①②⑦.0.0.1",
  "%31%32%37.0.0.1",
  "localhost",
  "LOCALHOST",
  "localhost.",
  "ｌｏｃａｌｈｏｓｔ",
  "app.localhost",
  "[::1]",
  "[0:0:0:0:0:0:0:1]",
  "[::]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "[::127.0.0.1]",
  "[64:ff9b::7f00:1]",
  "[2002:7f00:1::]",
  "[fe80::1]",
  "[fd00::1]",
  "10.0.0.1",
  "172.16.0.1",
  "192.168.1.1",
  "169.254.169.254",
  "100.64.0.1",
  "198.18.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "metadata.google.internal",
  "printer.local",
  "router.lan",
  "bare",
];

/** Every port would be refused by itself: what is shown here is that the host is. */
const onPort = (host: string): string => `http://${host}:${pages.port}/article`;
const refusedAs = (why: RegExp) => ({ name: "MediaError", code: "card_refused", message: why });

/** Nobody was reached: no connection was made, with or without a request. */
function nobodyCame(): void {
  assert.deepEqual([pages.connections, pages.requests.length, arrivedBySix], [0, 0, 0]);
}

describe("an address that is not on the public internet", () => {
  it("is refused before a connection, however it is written", async () => {
    for (const host of DISGUISES) {
      await assert.rejects(fetchCard(`http://${host}/`), refusedAs(/not on the public internet/), host);
      await assert.rejects(fetchCard(onPort(host)), { code: "card_refused" }, host);
      await assert.rejects(fetchCard(`https://${host}/`), refusedAs(/not on the public internet/), host);
    }
    nobodyCame();
  });

  it("is refused where a redirect leads to it", async () => {
    for (const host of DISGUISES) {
      // The first server may be asked, by one of its names; what it leads to may not.
      const first = pages.redirect(`http://${host}:${pages.port}/secret`, { hops: 2 });
      const allowPrivate = [pages.host];
      // The same host is the one that is allowed, in another disguise.
      const isSame = new URL(`http://${host}:${pages.port}/`).host === pages.host;
      if (isSame) continue;
      await assert.rejects(fetchCard(first, { allowPrivate }), { code: "card_refused" }, host);
    }
    assert.ok(pages.requests.length > 0);
    assert.ok(!pages.requests.some(({ path }) => path === "/secret"));
    assert.equal(arrivedBySix, 0);
  });

  it("is refused where the image of a page is", async () => {
    for (const host of DISGUISES) {
      const image = `http://${host}:${pages.port}/secret.png`;
      if (new URL(image).host === pages.host) continue;
      const found = await fetchCard(pages.article({ image }), { allowPrivate: [pages.host] });
      assert.equal(found.image, undefined, host);
      assert.equal(found.imageError?.code, "card_refused", host);
      const behind = pages.article({ image: pages.redirect(image) });
      const other = await fetchCard(behind, { allowPrivate: [pages.host] });
      assert.equal(other.imageError?.code, "card_refused", host);
    }
    assert.ok(!pages.requests.some(({ path }) => path === "/secret.png"));
    assert.equal(arrivedBySix, 0);
  });

  it("is refused with a login, on other ports, and under other protocols", async () => {
    for (const url of [
      "http://example.com@127.0.0.1/",
      "http://127.0.0.1@example.com/",
      "https://user:password@example.com/",
    ]) {
      await assert.rejects(fetchCard(url), (error: Error) => {
        assert.doesNotMatch(String(error), /password/);
        return /login/.test(error.message);
      });
    }
    for (const url of ["http://example.com:22/", "https://example.com:8443/", "http://example.com:6379/"]) {
      await assert.rejects(fetchCard(url), refusedAs(/port/));
    }
    for (const url of ["file:///etc/passwd", "ftp://example.com/", "data:text/html,hi", "javascript:alert(1)"]) {
      await assert.rejects(fetchCard(url), refusedAs(/http and https/));
    }
    for (const url of ["", "example", "//127.0.0.1"]) await assert.rejects(fetchCard(url), { code: "invalid_option" });
    nobodyCame();
  });

  it("is asked where it is allowed, and nowhere else", async () => {
    const { port } = pages;
    for (const [host, allowed] of [
      [`127.0.0.1:${port}`, `127.0.0.1:${port}`],
      [`127.0.0.1:${port}`, "127.0.0.1"],
      [`127.1:${port}`, "127.0.0.1"],
      [`localhost:${port}`, "localhost"],
    ] as const) {
      const { title } = await fetchCard(`http://${host}/article`, { allowPrivate: [allowed] });
      assert.equal(title, "An article");
    }
    pages.clear();
    for (const allowed of ["127.0.0.1:1", "localhost", "127.0.0.2", "0.0.1"]) {
      const asked = fetchCard(`http://127.0.0.1:${port}/article`, { allowPrivate: [allowed] });
      await assert.rejects(asked, { code: "card_refused" }, allowed);
    }
    nobodyCame();
  });
});

describe("a name that leads to a private address", () => {
  /** A name server that says one thing after the other. */
  const scripted = (...answers: readonly (readonly string[])[]): { lookup: LookupAll; asked: string[] } => {
    const asked: string[] = [];
    const lookup: LookupAll = (hostname, _, done) => {
      const said = answers[asked.push(hostname) - 1] ?? [];
      const addresses: LookupAddress[] = said.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
      setImmediate(done, null, addresses);
    };
    return { lookup, asked };
  };

  it("is refused in the moment in which a connection would be made", async () => {
    for (const address of ["127.0.0.1", "::1", "::ffff:127.0.0.1", "10.0.0.1", "169.254.169.254", "64:ff9b::7f00:1"]) {
      for (const others of [[], ["93.184.216.34"], ["2606:4700::1111"]]) {
        const { lookup, asked } = scripted([...others, address], [address, ...others]);
        const fetch = createGuardedFetch({ allowed: [] }, lookup);
        for (let i = 0; i < 2; i++) {
          await assert.rejects(fetch(`http://rebind.example:${pages.port}/`), { code: "card_refused" }, address);
        }
        assert.equal(asked.length, 2);
      }
    }
    nobodyCame();
  });

  it("is refused when it was a public one a moment ago", async () => {
    // The first answer is what a check beforehand would see; the connection is made with the second.
    const { lookup, asked } = scripted(["127.0.0.1"], ["127.0.0.1"]);
    const fetch = createGuardedFetch({ allowed: [] }, lookup);
    const card = fetchCard("http://rebind.example/", { fetch });
    await assert.rejects(card, refusedAs(/its name leads to an address/));
    // It was asked once: there is no time between the check and the connection.
    assert.deepEqual(asked, ["rebind.example"]);
    nobodyCame();
  });

  it("is connected to by the address that was judged", async () => {
    const { lookup, asked } = scripted(["127.0.0.1"], ["10.0.0.1"]);
    // A name that is allowed may lead anywhere: so this shows where the connection goes.
    const fetch = createGuardedFetch({ allowed: ["shop.example"] }, lookup);
    const answer = await fetch(`http://shop.example:${pages.port}/article`);
    assert.match(await answer.text(), /An article/);
    assert.deepEqual(asked, ["shop.example"]);
    assert.equal(pages.requests[0]?.host, `shop.example:${pages.port}`);
    // No connection is kept for the next request, which is judged anew.
    await assert.rejects(
      createGuardedFetch({ allowed: [] }, scripted(["127.0.0.1"]).lookup)(answer.url || onPort("shop.example")),
      {
        code: "card_refused",
      },
    );
  });

  it("that nobody has is an error of the page", async () => {
    const { lookup } = scripted([]);
    const fetch = createGuardedFetch({ allowed: [] }, lookup);
    await assert.rejects(fetchCard("https://nobody.example/", { fetch }), {
      code: "card_failed",
      message: /no address/,
    });
  });
});
