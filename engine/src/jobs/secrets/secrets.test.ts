import { expect } from "chai";
import fc from "fast-check";
import { maskSecrets, type Payload } from "./seal.ts";
import { createSecrets } from "./secrets.ts";

describe("secrets", () => {
  const secrets = createSecrets("a token secret of the tests");
  const payload = {
    url: "https://x",
    auth: { token: "hunter two", user: "ann" },
    keys: [{ value: "key one" }, { value: { pin: 4711 } }],
    "a/b": "a slash",
  };
  const pointers = ["/auth/token", "/keys/0/value", "/keys/1/value", "/a~1b", "/not/there"];
  const owner = { ownerId: "job-1" };
  const sealAt = (value: Payload, at: readonly string[], ownerId = "job-1") =>
    secrets.seal(value, { ownerId, places: at.map((pointer) => ({ pointer, givenBy: "ann" })) });
  const sealed = sealAt(payload, pointers);

  it("seals the values at the places, whatever they are, and opens them again", () => {
    expect(JSON.stringify(sealed)).to.not.match(/hunter two|key one|4711|a slash/);
    expect(sealed).to.have.property("url", "https://x");
    expect(secrets.open(sealed, owner)).to.deep.equal(payload);
  });

  it("opens in another process that has the same secret", () => {
    expect(createSecrets("a token secret of the tests").open(sealed, owner)).to.deep.equal(payload);
  });

  it("returns a payload without seals as it is", () => {
    expect(sealAt(payload, [])).to.equal(payload);
    expect(secrets.open(payload, owner)).to.equal(payload);
    expect(maskSecrets(payload)).to.equal(payload);
  });

  it("shows each seal as the mask and a handle of its own, also of equal secrets", () => {
    const same = sealAt({ a: "equal", b: "equal" }, ["/a", "/b"]);
    const { a, b } = maskSecrets(same);
    expect([a, b]).to.satisfy((texts: string[]) =>
      texts.every((text) => /^•{6}[\w-]{12}$/.test(text)),
    );
    expect(a).to.not.equal(b);
    expect(maskSecrets(same)).to.deep.equal({ a, b });
  });

  it("lists the secrets by their handles, with who gave them", () => {
    const { a } = maskSecrets(sealAt({ a: "x" }, ["/a"]));
    const again = sealAt({ a: "x" }, ["/a"]);
    const handle = String(maskSecrets(again).a);
    expect([...secrets.list(again, owner)]).to.deep.equal([
      [handle, { value: "x", givenBy: "ann" }],
    ]);
    expect(secrets.list(again, owner).has(String(a))).to.equal(false);
  });

  it("opens no seal in another job", () => {
    expect(secrets.open(sealed, { ownerId: "job-2" })).to.deep.equal(sealed);
    expect(secrets.list(sealed, { ownerId: "job-2" }).size).to.equal(0);
  });

  it("opens no seal at another place of its job", () => {
    const moved = { a: sealAt({ b: "text" }, ["/b"]).b };
    expect(secrets.open(moved, owner)).to.deep.equal(moved);
  });

  it("opens no seal of another key, and nothing that only looks like one", () => {
    const other = createSecrets("another");
    expect(other.open(sealed, owner)).to.deep.equal(sealed);
    for (const text of ["", "v1.x.y.z", "v2", "v2.x.y.z", "v2..."]) {
      const odd = { a: { $sealed: text } };
      expect(secrets.open(odd, owner)).to.deep.equal(odd);
    }
  });

  it("opens no seal that was changed anywhere", () => {
    const { a } = sealAt({ a: "text" }, ["/a"]);
    const { $sealed } = a as { $sealed: string };
    for (const part of [1, 2, 3]) {
      const changed = $sealed.split(".");
      const bytes = Buffer.from(changed[part] ?? "", "base64url");
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      changed[part] = bytes.toString("base64url");
      const payload = { a: { $sealed: changed.join(".") } };
      expect(secrets.open(payload, owner)).to.deep.equal(payload);
    }
  });

  it("opens what it sealed, for any JSON value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const given = JSON.parse(JSON.stringify({ value }));
        expect(secrets.open(sealAt(given, ["/value"]), owner)).to.deep.equal(given);
      }),
    );
  });

  it("hashes with its key", () => {
    expect(secrets.hash("pin-4711")).to.equal(secrets.hash("pin-4711"));
    expect(secrets.hash("pin-4711")).to.not.equal(createSecrets("another").hash("pin-4711"));
  });
});
