import type { Principal } from "@formwork/contracts/account";
import { expect } from "chai";
import { aPrincipal } from "../testing/a-gateway.ts";
import { recheckTokens } from "./recheck.ts";

describe("recheckTokens", () => {
  it("asks once about a token and tells each of its sockets", async () => {
    const asked: string[] = [];
    const told: [string, Principal | null][] = [];
    const socketOf = (token: string) => ({
      token,
      renew: (principal: Principal | null) => told.push([token, principal]),
    });
    await recheckTokens({
      sockets: [..."abab"].map(socketOf),
      async authenticate(token) {
        asked.push(token);
        return token === "a" ? aPrincipal() : null;
      },
    });
    expect(asked).to.deep.equal(["a", "b"]);
    expect(told).to.deep.equal([
      ["a", aPrincipal()],
      ["a", aPrincipal()],
      ["b", null],
      ["b", null],
    ]);
  });

  it("asks about hundreds of tokens without asking about all at once", async () => {
    let [asking, most, renewed] = [0, 0, 0];
    await recheckTokens({
      sockets: Array.from({ length: 500 }, (_, index) => ({
        token: `t${index}`,
        renew: () => renewed++,
      })),
      async authenticate() {
        most = Math.max(most, ++asking);
        await undefined;
        asking -= 1;
        return null;
      },
    });
    expect(renewed).to.equal(500);
    expect(most).to.be.within(2, 50);
  });
});
