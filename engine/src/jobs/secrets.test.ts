import { expect } from "chai";
import fc from "fast-check";
import { createSecrets, keepSecrets, mask, maskSecrets } from "./secrets.ts";

describe("secrets", () => {
  const secrets = createSecrets("a token secret of the tests");
  const payload = {
    url: "https://x",
    auth: { token: "hunter two", user: "ann" },
    keys: [{ value: "key one" }, { value: "key two" }],
    "a/b": "a slash",
  };
  const paths = ["/auth/token", "/keys/*/value", "/a~1b", "/not/there"];

  it("seals the strings at the paths and opens them again", () => {
    const sealed = secrets.seal(payload, paths);
    expect(JSON.stringify(sealed)).to.not.match(/hunter two|key one|key two|a slash/);
    expect(sealed).to.have.property("url", "https://x");
    expect(secrets.open(sealed)).to.deep.equal(payload);
  });

  it("returns a payload without seals as it is", () => {
    expect(secrets.open(payload)).to.equal(payload);
    expect(maskSecrets(payload)).to.equal(payload);
  });

  it("masks every seal", () => {
    const shown = maskSecrets(secrets.seal(payload, paths));
    expect(shown).to.deep.equal({
      url: "https://x",
      auth: { token: mask, user: "ann" },
      keys: [{ value: mask }, { value: mask }],
      "a/b": mask,
    });
  });

  it("keeps a secret that an edited payload sends back masked, and takes a new one", () => {
    const edited = {
      url: "https://y",
      auth: { token: mask, user: "ann" },
      keys: [{ value: "new" }, { value: mask }],
    };
    expect(keepSecrets(edited, payload)).to.deep.equal({
      url: "https://y",
      auth: { token: "hunter two", user: "ann" },
      keys: [{ value: "new" }, { value: "key two" }],
    });
  });

  it("does not change an object that only looks like a seal", () => {
    const odd = { a: { $sealed: "v1.x.y.z" }, b: { $sealed: 3 } };
    expect(secrets.open(odd)).to.deep.equal(odd);
  });

  it("does not open a seal of another key", () => {
    const sealed = createSecrets("another").seal({ a: "text" }, ["/a"]);
    expect(secrets.open(sealed)).to.deep.equal(sealed);
  });

  it("opens what it sealed, for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(secrets.open(secrets.seal({ text }, ["/text"]))).to.deep.equal({ text });
      }),
    );
  });
});
