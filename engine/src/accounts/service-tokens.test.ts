import { expect } from "chai";
import { createServiceTokens } from "./service-tokens.ts";

const secret = "a secret of more than thirty-two letters";
const now = 1_800_000_000_000;
const { sign, nameOf } = createServiceTokens(secret);

describe("a token of a service", () => {
  const token = sign({ name: "notifier", now });

  it("tells which service it is, also by clocks that are hours apart", () => {
    for (const hours of [-12, 0, 23])
      expect(nameOf({ token, now: now + hours * 3_600_000 })).to.equal("notifier");
    expect(nameOf({ token, now: now + 24 * 3_600_000 })).to.equal(null);
  });

  it("is refused when another secret signed it, and with other words in it", () => {
    const foreign = createServiceTokens(`${secret}!`).sign({ name: "notifier", now });
    const [, name, expiresAt, signed] = token.split(".");
    const forged = [
      ...[foreign, "", "x", token.replace("service", "token"), `service.${name}.${expiresAt}.`],
      ...[`service.admin.${expiresAt}.${signed}`, `service.${name}.9${expiresAt}.${signed}`],
    ];
    for (const one of forged) expect(nameOf({ token: one, now }), one).to.equal(null);
  });
});
