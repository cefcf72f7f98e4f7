import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { blueskyNetwork } from "./blueskyNetwork.ts";
import { isPublicHost } from "./isPublicHost.ts";
import { toServiceOrigin } from "./toServiceOrigin.ts";

describe("isPublicHost", () => {
  const hostOf = (text: string): string => new URL(`https://${text}`).hostname;

  it("takes public names", () => {
    for (const host of [
      "example.com",
      "a.b.c.de",
      "PDS.Example.COM",
      "xn--bcher-kva.example",
      "1.2.3.xn--p1ai",
      "bücher.example",
    ]) {
      assert.ok(isPublicHost(hostOf(host)), host);
    }
  });

  it("refuses names of machines near by", () => {
    for (const host of [
      "localhost",
      "a.localhost",
      "printer.local",
      "metadata.google.internal",
      "intranet",
      "x.home.arpa",
    ]) {
      assert.ok(!isPublicHost(hostOf(host)), host);
    }
  });

  it("refuses addresses, however they are written", () => {
    const hosts =
      "127.0.0.1 127.1 2130706433 0x7f000001 0177.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 " +
      "8.8.8.8 [::1] [::] [fe80::1] [fc00::1] [::ffff:127.0.0.1] [64:ff9b::7f00:1] [2002:7f00:1::] [2606:4700::1111]";
    for (const host of hosts.split(" ")) assert.ok(!isPublicHost(hostOf(host)), host);
  });
});

describe("toServiceOrigin", () => {
  it("takes https origins", () => {
    assert.equal(toServiceOrigin("https://pds.example.com", { allowHttp: false }), "https://pds.example.com");
    assert.equal(
      toServiceOrigin("https://PDS.example.com:8443/", { allowHttp: false }),
      "https://pds.example.com:8443",
    );
  });

  it("takes http and private hosts only where the network allows it", () => {
    for (const url of ["http://pds.example.com", "https://localhost:2583", "https://10.0.0.1", "https://[::1]"]) {
      assert.equal(toServiceOrigin(url, { allowHttp: false }), undefined, url);
      assert.equal(toServiceOrigin(url, { allowHttp: true }), new URL(url).origin, url);
    }
  });

  it("refuses everything else", () => {
    const values = [
      "https://pds.example.com/path",
      "https://pds.example.com/?q",
      "https://pds.example.com/#f",
      "https://user@pds.example.com",
      "ftp://pds.example.com",
      "ws://pds.example.com",
      "pds.example.com",
      "",
      undefined,
      { uri: "https://pds.example.com" },
    ];
    for (const value of values) assert.equal(toServiceOrigin(value, { allowHttp: true }), undefined, String(value));
  });
});

describe("blueskyNetwork", () => {
  it("is plain data with https origins", () => {
    const { ozone: _, ...defined } = blueskyNetwork;
    assert.deepEqual(JSON.parse(JSON.stringify(blueskyNetwork)), defined);
    for (const url of [defined.plc, defined.pds, defined.appView.url, defined.handleResolver]) {
      assert.equal(toServiceOrigin(url, defined), url);
    }
  });
});
