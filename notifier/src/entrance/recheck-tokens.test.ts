import type { Principal } from "@formwork/contracts/account";
import { expect } from "chai";
import { aPrincipal } from "../testing/a-gateway.ts";
import { recheckTokens } from "./recheck-tokens.ts";

describe("recheckTokens", () => {
  it("checks a token once and updates each of its sockets", async () => {
    const checked: string[] = [];
    const updates: [string, Principal | null][] = [];
    const socketOf = (token: string) => ({
      token,
      updatePrincipal: (principal: Principal | null) => updates.push([token, principal]),
    });
    await recheckTokens({
      sockets: [..."abab"].map(socketOf),
      async authenticate(token) {
        checked.push(token);
        return token === "a" ? aPrincipal() : null;
      },
    });
    expect(checked).to.deep.equal(["a", "b"]);
    expect(updates).to.deep.equal([
      ["a", aPrincipal()],
      ["a", aPrincipal()],
      ["b", null],
      ["b", null],
    ]);
  });

  it("closes no socket for the token that it had before", async () => {
    const updates: (Principal | null)[] = [];
    const holder = {
      token: "ends",
      updatePrincipal: (principal: Principal | null) => updates.push(principal),
    };
    await recheckTokens({
      sockets: [holder],
      async authenticate() {
        holder.token = "next";
        return null;
      },
    });
    expect(updates).to.deep.equal([]);
  });

  it("limits how many tokens are checked at once", async () => {
    let [running, highest, updates] = [0, 0, 0];
    await recheckTokens({
      sockets: Array.from({ length: 500 }, (_, index) => ({
        token: `t${index}`,
        updatePrincipal: () => updates++,
      })),
      async authenticate() {
        highest = Math.max(highest, ++running);
        await undefined;
        running -= 1;
        return null;
      },
    });
    expect(updates).to.equal(500);
    expect(highest).to.be.within(2, 50);
  });
});
