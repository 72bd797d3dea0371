import { expect } from "chai";
import { readHash, writeHash } from "./password-hash.ts";

describe("A stored password hash", () => {
  const hash = {
    cost: { memory: 19_456, passes: 2, parallelism: 1 },
    salt: Buffer.alloc(16, 1),
    tag: Buffer.alloc(32, 2),
  };

  it("is written in the PHC format, its cost readable", () => {
    expect(writeHash(hash)).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  });

  it("is read back as it was", () => {
    expect(readHash(writeHash(hash))).to.deep.equal(hash);
  });

  it("is refused when damaged, rather than taken for some other password", () => {
    for (const text of ["", "plain", "$argon2i$v=19$m=8,t=1,p=1$AA$AA", `${writeHash(hash)}$`])
      expect(() => readHash(text), text).to.throw(/damaged/);
  });
});
