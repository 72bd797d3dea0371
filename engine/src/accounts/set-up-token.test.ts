import { expect } from "chai";
import { createSetUpToken } from "./set-up-token.ts";

describe("The secret of the set-up link", () => {
  const ours = createSetUpToken("a secret of at least 32 characters");

  it("is taken by every process that shares the secret it comes from", () => {
    const another = createSetUpToken("a secret of at least 32 characters");
    expect(another.matches(ours.token)).to.equal(true);
  });

  it("is taken by nobody else, and nothing else is taken", () => {
    const stranger = createSetUpToken("another secret of 32 characters!!");
    expect(stranger.matches(ours.token)).to.equal(false);
    for (const guess of ["", "x", ours.token.slice(1), `${ours.token}x`])
      expect(ours.matches(guess), guess).to.equal(false);
  });

  it("does not show what it comes from, and is too long to guess", () => {
    expect(Buffer.from(ours.token, "base64url")).to.have.length(32);
    expect(ours.token).to.not.contain("secret");
  });
});
