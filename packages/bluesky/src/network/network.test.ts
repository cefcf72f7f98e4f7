import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { blueskyNetwork } from "./blueskyNetwork.ts";
import { isHarmlessHeader } from "./isHarmlessHeader.ts";
import { isLoopback } from "./isLoopback.ts";
import { isPublicHost } from "./isPublicHost.ts";
import { mayFollow } from "./mayFollow.ts";
import { mayReceiveSecret } from "./mayReceiveSecret.ts";
import { toService } from "./toService.ts";
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

  it("compares names as DNS does: in any letter case, with the dot of the root, in any script", () => {
    const names =
      "localhost LOCALHOST x.lOCALHOST x.localhost. metadata.google.iNTERNAL PRINTER.Local. router.lan pc.localdomain";
    const more =
      "a.invalid a.onion a.ONION. a.home.arpa a.corp a.home a.private a.intranet a.test a.alt ｘ.ｌｏｃａｌ x。internal a.ⅬAN";
    for (const host of `${names} ${more}`.split(" ")) {
      assert.ok(!isPublicHost(hostOf(host)), host);
      assert.ok(!isPublicHost(host), `${host}, as it is written`);
    }
    for (const host of [
      "PDS.Example.COM",
      "pds.example.com.",
      "local.example.com",
      "localhost.example.com",
      "x.lan.de",
    ]) {
      assert.ok(isPublicHost(hostOf(host)), host);
      assert.ok(isPublicHost(host), `${host}, as it is written`);
    }
  });

  it("refuses what is no name", () => {
    for (const text of ["", ".", "..", "com", ".com", "a..", "a.b/c", "user@a.de", "a.de:80", "a b.de", "a.de\n"]) {
      assert.ok(!isPublicHost(text), JSON.stringify(text));
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

  it("compares names as DNS does", () => {
    const values = [
      "https://x.lOCALHOST",
      "https://localhost.",
      "https://a.lan",
      "https://metadata.google.INTERNAL.",
      "https://a.test",
    ];
    for (const url of values) assert.equal(toServiceOrigin(url, { allowHttp: false }), undefined, url);
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

describe("isLoopback", () => {
  const hostOf = (text: string): string => new URL(`http://${text}`).hostname;

  it("knows this machine by its names and addresses, and nothing else", () => {
    for (const host of "localhost LocalHost. a.localhost 127.0.0.1 127.255.1.2 127.1 0x7f000001 2130706433 [::1] [0:0::1]".split(
      " ",
    )) {
      assert.ok(isLoopback(hostOf(host)), host);
    }
    const others =
      "localhost.example.com notlocalhost 128.0.0.1 10.0.0.1 0.0.0.0 8.8.8.8 [::] [::ffff:127.0.0.1] [::2] 127.0.0.1.example.com";
    for (const host of others.split(" ")) assert.ok(!isLoopback(hostOf(host)), host);
  });
});

describe("mayReceiveSecret", () => {
  const may = (url: string, allowHttp = false): boolean => mayReceiveSecret(new URL(url), { allowHttp });

  it("is said of https servers with public names, of names for tests, and of this machine", () => {
    const good = [
      "https://pds.example.com",
      "https://PDS.example.com.:8443",
      "https://pds.test",
      "https://localhost",
      "https://127.0.0.1",
    ];
    const near = [
      "http://localhost:2583",
      "http://a.localhost",
      "http://127.0.0.1:1",
      "http://127.9.9.9",
      "http://[::1]:1",
      "http://0x7f.1",
    ];
    for (const url of [...good, ...near]) assert.ok(may(url), url);
  });

  it("is not said of http anywhere else, of private hosts, of other schemes", () => {
    const http = [
      "http://8.8.8.8",
      "http://[2001:db8::1]",
      "http://0x08080808",
      "http://pds.example.com",
      "http://pds.example.com.",
      "http://pds.test",
      "http://router.lan",
      "http://pds",
    ];
    const odd = [
      "https://10.0.0.1",
      "https://[fe80::1]",
      "https://router.lan",
      "https://x.INTERNAL.",
      "ftp://pds.example.com",
      "ws://localhost",
      "file:///x",
    ];
    for (const url of [...http, ...odd]) assert.ok(!may(url), url);
    assert.ok(!mayReceiveSecret(new URL("http://8.8.8.8")));
  });

  it("is said of all http and https where the network allows it", () => {
    for (const url of ["http://8.8.8.8", "http://pds", "https://10.0.0.1", "http://router.lan"])
      assert.ok(may(url, true), url);
    assert.ok(!may("ftp://pds.example.com", true));
  });
});

describe("mayFollow", () => {
  const follows = (from: string, to: string, rules: { allowHttp?: boolean; isNamed?: boolean } = {}): boolean =>
    mayFollow(new URL(to), new URL(from), {
      allowHttp: rules.allowHttp ?? false,
      isNamed: () => rules.isNamed ?? false,
    });

  it("holds each hop to what a first address is held to", () => {
    const from = "https://pds.example.com/x";
    for (const to of ["https://cdn.example.org/y", "https://pds.example.com/y"]) assert.ok(follows(from, to), to);
    const bad = [
      "http://cdn.example.org",
      "https://127.0.0.1",
      "https://localhost",
      "https://a.lan",
      "https://u:p@cdn.example.org",
      "ftp://a.de",
    ];
    for (const to of bad) {
      assert.ok(!follows(from, to), to);
      assert.ok(!follows(from, to, { isNamed: true }), `${to}, of a server that the user names`);
    }
    assert.ok(follows("http://pds.example.com/x", "http://pds.example.com/y", { isNamed: true }), "the same server");
  });

  it("lets a server on this machine that the user names lead to another one, and allows all to networks of one's own", () => {
    assert.ok(follows("http://127.0.0.1:1", "http://localhost:2", { isNamed: true }));
    assert.ok(!follows("http://127.0.0.1:1", "http://localhost:2"));
    assert.ok(!follows("http://127.0.0.1:1", "http://10.0.0.1", { isNamed: true }));
    assert.ok(follows("https://a.de", "http://10.0.0.1", { allowHttp: true }));
    assert.ok(!follows("https://a.de", "http://u:p@10.0.0.1", { allowHttp: true }));
  });
});

describe("toService", () => {
  it("gives an origin, and says what is wrong with anything else under its name", () => {
    assert.equal(toService("HTTPS://PDS.example.com:443/"), "https://pds.example.com");
    assert.equal(toService("http://[::1]:3"), "http://[::1]:3");
    for (const value of [
      "https://a.de/x",
      "https://a.de?x",
      "https://a.de#x",
      "a.de",
      "",
      undefined,
      null,
      {},
      Symbol("x"),
    ]) {
      assert.throws(() => toService(value, "serverURL"), { code: "invalid_option", option: "serverURL" });
    }
  });
});

describe("isHarmlessHeader", () => {
  it("goes by an exact list, in any letter case", () => {
    for (const name of ["Accept", "USER-AGENT", "atproto-proxy", "Content-Type"])
      assert.ok(isHarmlessHeader(name), name);
    for (const name of [
      "user-authorization",
      "acceptance",
      "accept-token",
      "atprototoken",
      "authorization",
      "cookie",
      "__proto__",
    ]) {
      assert.ok(!isHarmlessHeader(name), name);
    }
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
