import { expect } from "chai";
import fc from "fast-check";
import { createAddressRule } from "./address-rule.ts";

const privateAddresses = [
  ...[
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
  ],
  ...[
    "172.31.255.255",
    "192.0.0.192",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
  ],
  ...[
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2001:0:1::1",
    "2001:db8::1",
  ],
  ...["fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1"],
];
const publicAddresses = [
  "1.1.1.1",
  "8.8.8.8",
  "93.184.215.14",
  "172.15.0.1",
  "172.32.0.1",
  "2606:4700::1111",
  "2a00:1450:4001::1",
];

describe("the address rule", () => {
  const rule = createAddressRule([]);
  const isAllowed = (address: string, host = "a.example", port = 80) =>
    rule({ host, port, address });

  for (const address of privateAddresses)
    it(`refuses ${address}`, () => expect(isAllowed(address)).to.equal(false));
  for (const address of publicAddresses)
    it(`allows ${address}`, () => expect(isAllowed(address)).to.equal(true));

  it("refuses every address of the private networks", () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(byte, byte, byte, (a, b, c) => {
        for (const address of [
          `10.${a}.${b}.${c}`,
          `127.${a}.${b}.${c}`,
          `192.168.${a}.${b}`,
          `169.254.${a}.${b}`,
          `::ffff:10.${a}.${b}.${c}`,
        ]) {
          expect(isAllowed(address), address).to.equal(false);
        }
      }),
    );
  });

  it("refuses a string that is not an address", () =>
    expect(isAllowed("localhost")).to.equal(false));

  it("allows only what the list has: hosts, host and port, addresses and networks", () => {
    const allowed = createAddressRule([
      "intra.example",
      "db.example:5000",
      "10.1.0.0/16",
      "127.0.0.1:8080",
      "[::1]:9000",
      "fd00::/8",
    ]);
    const cases: [string, number, string, boolean][] = [
      ["intra.example", 1, "10.9.9.9", true],
      ["db.example", 5000, "10.9.9.9", true],
      ["db.example", 5001, "10.9.9.9", false],
      ["other.example", 80, "10.1.2.3", true],
      ["other.example", 80, "10.2.2.3", false],
      ["localhost", 8080, "127.0.0.1", true],
      ["localhost", 8081, "127.0.0.1", false],
      ["::1", 9000, "::1", true],
      ["::1", 9001, "::1", false],
      ["other.example", 80, "fd12::1", true],
    ];
    for (const [host, port, address, expected] of cases)
      expect(allowed({ host, port, address }), `${host}:${port} ${address}`).to.equal(expected);
  });

  it("throws an error that names an invalid entry", () => {
    for (const entry of ["10.0.0.0/99", "http://a/b", "", "a b"])
      expect(() => createAddressRule([entry]), entry).to.throw(RangeError, entry);
  });
});
