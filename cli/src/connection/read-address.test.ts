import { expect } from "chai";
import { isReadableOnTheWay, readAddress } from "./read-address.ts";

describe("the address of a server", () => {
  it("is completed as people leave it short", () => {
    const addresses = {
      "jobs.example.org": "https://jobs.example.org",
      "localhost:8080": "http://localhost:8080",
      "127.0.0.1:8080": "http://127.0.0.1:8080",
      "[::1]:8080": "http://[::1]:8080",
      "http://10.0.0.1:80/": "http://10.0.0.1",
      "https://example.org/formwork/": "https://example.org/formwork",
    };
    for (const [given, address] of Object.entries(addresses))
      expect(readAddress(given), given).to.equal(address);
  });

  it("is no other scheme, no text, and holds no password", () => {
    for (const given of [
      "",
      "ftp://x",
      "http://",
      "https://a:b@example.org",
      "a b",
      "http://x:99999",
    ])
      expect(() => readAddress(given), given).to.throw(/no address of a server/);
  });

  it("is readable on the way where it is http and not of this machine", () => {
    expect(isReadableOnTheWay("http://10.0.0.1")).to.equal(true);
    expect(isReadableOnTheWay("http://127.0.0.1:8080")).to.equal(false);
    expect(isReadableOnTheWay("http://[::1]:8080")).to.equal(false);
    expect(isReadableOnTheWay("https://example.org")).to.equal(false);
  });
});
