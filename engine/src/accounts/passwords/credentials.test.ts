import { expect } from "chai";
import { DomainError } from "../../errors.ts";
import { createCredentials } from "./credentials.ts";

const cheap = { memory: 64, passes: 1, parallelism: 1 };

describe("Credentials", () => {
  it("know the right password from a wrong one", async () => {
    const { hash, verify } = createCredentials({ cost: cheap });
    const stored = await hash("correct horse battery");
    expect(await verify({ password: "correct horse battery", stored })).to.equal("right");
    expect(await verify({ password: "correct horse batterz", stored })).to.equal("wrong");
  });

  it("salt: the same password is stored differently each time", async () => {
    const { hash } = createCredentials({ cost: cheap });
    expect(await hash("correct horse battery")).to.not.equal(await hash("correct horse battery"));
  });

  it("call a hash stale that was made at another cost", async () => {
    const stored = await createCredentials({ cost: cheap }).hash("correct horse battery");
    const dearer = createCredentials({ cost: { ...cheap, passes: 2 } });
    expect(await dearer.verify({ password: "correct horse battery", stored })).to.equal("stale");
    expect(await dearer.verify({ password: "wrong", stored })).to.equal("wrong");
  });

  it("work as hard for a user who does not exist", async () => {
    const { hash, verify } = createCredentials({
      cost: { memory: 32_768, passes: 2, parallelism: 1 },
    });
    const stored = await hash("correct horse battery");
    const known = await time(() => verify({ password: "wrong", stored }));
    const unknown = await time(() => verify({ password: "wrong", stored: null }));
    expect(unknown).to.be.greaterThan(known / 4);
  });

  it("refuse when too many wait, instead of working for ever", async () => {
    const { hash } = createCredentials({ cost: cheap });
    const tries = await Promise.allSettled(
      Array.from({ length: 100 }, () => hash("correct horse battery")),
    );
    const refused = tries.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(refused).to.have.length(48);
    expect(refused[0]).to.be.instanceOf(DomainError).with.property("code", "too-many-requests");
    expect(await hash("correct horse battery")).to.be.a("string");
  });
});

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
