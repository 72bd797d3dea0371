import { expect } from "chai";
import { isOwnOrigin } from "./own-origin.ts";

describe("isOwnOrigin", () => {
  const local = "http://127.0.0.1:8080";
  const table: [string, string | undefined, string | undefined, string, boolean][] = [
    ["the public address", "http://127.0.0.1:8080", "127.0.0.1:8080", local, true],
    [
      "another name of this machine, as the browser was pointed to it",
      "http://localhost:8080",
      "localhost:8080",
      local,
      true,
    ],
    [
      "behind a proxy that changes Host",
      "https://jobs.example.org",
      "10.0.0.7:8080",
      "https://jobs.example.org",
      true,
    ],
    ["no origin", undefined, "127.0.0.1:8080", local, false],
    ["a sandboxed page", "null", "127.0.0.1:8080", local, false],
    ["another site", "https://evil.example", "127.0.0.1:8080", local, false],
    ["another port", "http://127.0.0.1:9999", "127.0.0.1:8080", local, false],
    [
      "a name that only begins alike",
      "http://127.0.0.1:8080.evil.example",
      "127.0.0.1:8080",
      local,
      false,
    ],
    [
      "the same host without TLS",
      "http://jobs.example.org",
      "jobs.example.org",
      "https://jobs.example.org",
      false,
    ],
  ];
  for (const [name, origin, host, publicUrl, own] of table)
    it(`${own ? "takes" : "refuses"} ${name}`, () =>
      expect(isOwnOrigin({ origin, host }, publicUrl)).to.equal(own));
});
