import assert from "node:assert/strict";
import { BlockList } from "node:net";
import { test } from "node:test";
import fc from "fast-check";
import { isAddress, isPublicAddress } from "./isPublicAddress.ts";

/** The registries of special purposes, as Node keeps them. */
function createBlockLists(): { readonly fourth: BlockList; readonly sixth: BlockList } {
  // Two, for Node looks up addresses of IPv4 among those of IPv6 that stand for them.
  const [fourth, sixth] = [new BlockList(), new BlockList()];
  const v4 =
    "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4";
  const v6 = "::/3 4000::/2 8000::/1 2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20";
  for (const range of v4.split(" ")) fourth.addSubnet(range.split("/")[0] ?? "", Number(range.split("/")[1]), "ipv4");
  for (const range of v6.split(" ")) sixth.addSubnet(range.split("/")[0] ?? "", Number(range.split("/")[1]), "ipv6");
  return { fourth, sixth };
}
const { fourth, sixth } = createBlockLists();

test("an address of IPv4 is public where Node's BlockList has it in no special range", () => {
  const edges = [...Array(256).keys()].flatMap((first) => [
    `${first}.0.0.0`,
    `${first}.255.255.255`,
    `${first}.64.0.1`,
  ]);
  for (const address of [...edges, "172.15.255.255", "172.16.0.0", "172.31.255.255", "172.32.0.0", "198.20.0.0"]) {
    assert.equal(isPublicAddress(address), !fourth.check(address, "ipv4"), address);
  }
  fc.assert(
    fc.property(fc.ipV4(), (address) => isPublicAddress(address) === !fourth.check(address, "ipv4")),
    { numRuns: 2000 },
  );
});

test("an address of IPv6 is public where Node's BlockList has it in no special range", () => {
  const words = fc.tuple(fc.integer({ min: 0x2000, max: 0x3fff }), fc.integer({ min: 0, max: 0xffff }));
  fc.assert(
    fc.property(
      fc.oneof(
        fc.ipV6(),
        words.map(([a, b]) => `${a.toString(16)}:${b.toString(16)}::1`),
      ),
      (address) => {
        // Those are judged by the address that they carry, as Node does too for the mapped ones.
        if (/^64:ff9b:|ffff:/i.test(address)) return true;
        return isPublicAddress(address) === !sixth.check(address, "ipv6");
      },
    ),
    { numRuns: 2000 },
  );
});

test("what carries an address of IPv4 is judged by it", () => {
  for (const [carried, expected] of [
    ["127.0.0.1", false],
    ["10.1.2.3", false],
    ["169.254.169.254", false],
    ["8.8.8.8", true],
  ] as const) {
    for (const prefix of ["::ffff:", "0:0:0:0:0:ffff:", "64:ff9b::"]) {
      assert.equal(isPublicAddress(prefix + carried), expected, prefix + carried);
      const { hostname } = new URL(`http://[${prefix}${carried}]/`);
      assert.equal(isPublicAddress(hostname), expected, hostname);
    }
    // Tunnels, and forms that are not used any more, are not public whatever they carry.
    for (const prefix of ["::", "2002:", "2001:0:"]) {
      const hex = carried.split(".").map((part) => Number(part).toString(16).padStart(2, "0"));
      const address = `${prefix}${hex[0]}${hex[1]}:${hex[2]}${hex[3]}${prefix === "::" ? "" : "::1"}`;
      assert.equal(isPublicAddress(address), false, address);
    }
  }
});

test("what is no address is not public, and each address is one", () => {
  const wrong = [
    "",
    "example.com",
    "1.2.3",
    "1.2.3.256",
    "1.2.3.4.5",
    ":",
    "1::2::3",
    "12345::",
    "1:2:3:4:5:6:7:8:9",
    "::g",
  ];
  for (const text of [...wrong, "1:2:3:4:5:6:7:8::", "::1.2.3.4:5", "fe80::1%eth0"]) {
    assert.equal(isPublicAddress(text), false, text);
  }
  assert.equal(isPublicAddress("2606:4700::1111"), true);
  for (const text of ["[::1]", "127.0.0.1", "8.8.8.8"]) assert.ok(isAddress(text), text);
  for (const text of ["example.com", "1.2.3.example", "localhost"]) assert.ok(!isAddress(text), text);
});
