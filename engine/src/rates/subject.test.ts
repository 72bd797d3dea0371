import { expect } from "chai";
import fc from "fast-check";
import { nameOf, networkOf } from "./subject.ts";

describe("The network of an address", () => {
  it("is the address itself for IPv4, however it is written", () => {
    for (const address of ["192.0.2.7", "::ffff:192.0.2.7", "::FFFF:192.0.2.7"])
      expect(networkOf(address)).to.equal("192.0.2.7");
  });

  it("is the first half of an IPv6 address, however it is written", () => {
    for (const address of [
      ...["2001:db8:1:2::1", "2001:DB8:1:2:ffff:ffff:ffff:ffff", "2001:0db8:0001:0002::"],
      "2001:db8:1:2::1%eth0",
    ])
      expect(networkOf(address), address).to.equal("2001:db8:1:2::/64");
    expect(networkOf("::1")).to.equal("0:0:0:0::/64");
    expect(networkOf("2001:db8::5")).to.equal("2001:db8:0:0::/64");
  });

  it("is the same for two addresses with the same first half, and only for those", () => {
    fc.assert(
      fc.property(fc.ipV6(), fc.ipV6(), (one, other) => {
        expect(networkOf(one)).to.match(/^([0-9a-f]{1,4}:){4}:\/64$|^\d+(\.\d+){3}$/);
        expect(networkOf(one) === networkOf(other)).to.equal(firstHalf(one) === firstHalf(other));
      }),
    );
  });

  it("is short for what is no address", () => {
    expect(networkOf("x".repeat(1000))).to.have.length(64);
  });
});

describe("The name of a bucket", () => {
  it("holds no e-mail address, and is short", () => {
    const name = nameOf({ kind: "account", id: `${"x".repeat(240)}@example.org` });
    expect(name).to.match(/^account:[0-9a-f]{64}$/);
  });
});

function firstHalf(address: string): string {
  const { hostname } = new URL(`http://[${address}]`);
  const [before = "", after = ""] = hostname.slice(1, -1).split("::");
  const [head, tail] = [before, after].map((text) => (text === "" ? [] : text.split(":")));
  const missing = 8 - (head?.length ?? 0) - (tail?.length ?? 0);
  const all = [...(head ?? []), ...Array<string>(Math.max(0, missing)).fill("0"), ...(tail ?? [])];
  return all.slice(0, 4).join(":");
}
