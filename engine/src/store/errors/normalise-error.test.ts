import { expect } from "chai";
import fc from "fast-check";
import { normaliseError } from "./normalise-error.ts";

const cases: [message: string, normalised: string][] = [
  ["The program exited with code 1", "The program exited with code 1"],
  ["The answer's status is 503", "The answer's status is 503"],
  ["Timed out after 1500 ms (attempt -3 of 1e-7)", "Timed out after <n> ms (attempt <n> of <n>)"],
  ["No user 'ann' in \"staff\", can't go on", "No user <text> in <text>, can't go on"],
  ["connect ECONNREFUSED 10.0.0.7:5432", "connect ECONNREFUSED <host>"],
  ["connect ECONNREFUSED ::1:5432", "connect ECONNREFUSED <host>"],
  ["getaddrinfo ENOTFOUND web-1", "getaddrinfo ENOTFOUND <host>"],
  ["Cannot reach web-1:8080 or db.example.org", "Cannot reach <host> or <host>"],
  ["GET https://a.example/users/7?x=1 failed", "GET <url> failed"],
  ["ENOENT: no such file, open '/tmp/x/7.json'", "ENOENT: no such file, open <text>"],
  ["Cannot write /var/lib/app/7.json:10:5", "Cannot write <path>"],
  ["Cannot write C:\\Users\\ann\\7.json", "Cannot write <path>"],
  ["Order 8400e29b-41d4-a716-4466-55440000abcd", "Order <id>"],
  ["Order 550e8400-e29b-41d4-a716-446655440000 is gone", "Order <id> is gone"],
  ["Commit deadbeef99 at 0x7fff", "Commit <id> at <id>"],
  ["Token ghp_16C7e42F292c6912E7710c83 refused", "Token <id> refused"],
  ["At 2025-11-26T15:43:22.123Z, next at 16:00", "At <time>, next at <time>"],
  ["Mail to ann@example.org bounced", "Mail to <email> bounced"],
  ["Rows 1, 2, 3 and 4 differ", "Rows <n> and <n> differ"],
  ["Line one\n  at foo (file.js:10:5)", "Line one at foo (file.js:<n>:<n>)"],
  ["web-1 and web-22 differ", "web-<n> and web-<n> differ"],
  ["", ""],
];

describe("normaliseError", () => {
  for (const [message, normalised] of cases)
    it(`makes "${normalised}" of an error`, () => {
      expect(normaliseError(message)).to.equal(normalised);
    });

  const word = fc.stringMatching(/^[A-Zg-z][a-z]{0,8}$/).filter((text) => !keeps.test(text));
  const keeps = /^(?:status|code|exit|signal|errno|http)$/i;
  const words = fc.array(word, { minLength: 1, maxLength: 12 });

  it("is the same for a text with other numbers, ids, times and quoted values", () => {
    const variable = fc.constantFrom(
      fc.nat().map(String),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.uuid(),
      fc
        .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
        .map((at) => at.toISOString()),
      fc.string({ maxLength: 30 }).map((text) => JSON.stringify(text.replaceAll('"', ""))),
      fc.ipV4(),
      // These characters end an address in a sentence.
      fc.webUrl().map((url) => url.replace(/["')\]<>]/g, "")),
    );
    const both = variable.chain((values) => fc.tuple(words, fc.tuple(values, values), words));
    fc.assert(
      fc.property(both, ([before, [one, other], after]) => {
        const text = (value: string) => [...before, value, ...after].join(" ");
        expect(normaliseError(text(one))).to.equal(normaliseError(text(other)));
      }),
    );
  });

  it("differs where words differ", () => {
    fc.assert(
      fc.property(words, words, (one, other) => {
        fc.pre(one.join(" ") !== other.join(" "));
        return normaliseError(one.join(" ")) !== normaliseError(other.join(" "));
      }),
    );
  });

  it("is short, whatever the text is, and takes no time that grows with its square", () => {
    for (const part of ["'", '"', "/a", "a.", "a:", "0:", "a@", "-", "1,", "[:", "<n>", "ab-1_"])
      expect(normaliseError(part.repeat(100_000)).length, part).to.be.at.most(300);
    fc.assert(
      fc.property(fc.string({ maxLength: 3000, unit: "binary" }), (text) => {
        const normalised = normaliseError(text);
        return normalised.length <= 300;
      }),
    );
  });
});
