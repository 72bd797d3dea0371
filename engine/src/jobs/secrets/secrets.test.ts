import { expect } from "chai";
import fc from "fast-check";
import { someSecrets } from "../../testing/some-secrets.ts";
import { keyIdOf } from "./key-ring.ts";
import { keyIdsOf, maskSecrets, type Payload } from "./seal.ts";

describe("secrets", () => {
  const secrets = someSecrets("a token secret of the tests");
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
    expect(someSecrets("a token secret of the tests").open(sealed, owner)).to.deep.equal(payload);
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
    const other = someSecrets("another");
    expect(other.open(sealed, owner)).to.deep.equal(sealed);
    const { id } = { id: keyIdOf("a token secret of the tests") };
    for (const text of ["", "v1.x.y.z", "v2", "v2.x.y.z", "v2...", "v3.x.y.z", `v3....${id}`]) {
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

  describe("with several keys", () => {
    const [before, after] = ["the key of before", "the key of after"];
    const old = someSecrets(before).seal(payload, {
      ...owner,
      places: pointers.map((pointer) => ({ pointer, givenBy: "ann" })),
    });
    const both = someSecrets(after, before);

    it("opens what any of them sealed, and seals with the first", () => {
      expect(both.open(old, owner)).to.deep.equal(payload);
      const fresh = both.seal({ a: "x" }, { ...owner, places: [{ pointer: "/a", givenBy: "b" }] });
      expect(someSecrets(after).open(fresh, owner)).to.deep.equal({ a: "x" });
      expect(keyIdsOf(fresh)).to.deep.equal([keyIdOf(after)]);
    });

    it("seals again what the others sealed, under the same handles and givers", () => {
      const again = both.reseal(old, owner) ?? {};
      expect(keyIdsOf(again)).to.deep.equal([keyIdOf(after)]);
      expect(maskSecrets(again)).to.deep.equal(maskSecrets(old));
      expect([...someSecrets(after).list(again, owner)]).to.deep.equal([
        ...someSecrets(before).list(old, owner),
      ]);
      expect(both.reseal(again, owner)).to.equal(null);
      expect(both.reseal(old, owner)).to.deep.equal(again);
    });

    it("opens and seals again what was sealed before seals named their key", () => {
      const unnamed = JSON.parse(
        JSON.stringify(old).replaceAll(/"v3\.([^"]*)\.[\w-]+"/g, '"v2.$1"'),
      );
      expect(JSON.stringify(unnamed)).to.contain('"v2.').and.not.contain("v3.");
      expect(both.open(unnamed, owner)).to.deep.equal(payload);
      expect(both.reseal(unnamed, owner)).to.deep.equal(both.reseal(old, owner));
    });

    it("leaves what it cannot open as it is", () => {
      expect(someSecrets(after).reseal(old, owner)).to.equal(null);
      expect(both.reseal(old, { ownerId: "job-2" })).to.equal(null);
    });
  });

  it("hashes with its key", () => {
    expect(secrets.hash("pin-4711")).to.equal(secrets.hash("pin-4711"));
    expect(secrets.hash("pin-4711")).to.not.equal(someSecrets("another").hash("pin-4711"));
  });
});
