import { expect } from "chai";
import { readSettings } from "./read-settings.ts";
import { duration, integer, list, oneOf, optional, text } from "./setting-kinds.ts";

const schema = {
  FORMWORK_PORT: integer(8080, 0, 65_535),
  FORMWORK_LEASE: duration("30s"),
  FORMWORK_LEVEL: oneOf(["debug", "info"], "info"),
  FORMWORK_ALLOW: list(),
  FORMWORK_SECRET: optional(text(undefined, /^.{8,}$/, "a text of at least 8 characters")),
};
const faultsOf = (env: Record<string, string>, rules?: () => string[]): string => {
  try {
    readSettings({ schema, env, ...(rules === undefined ? {} : { rules }) });
    return "";
  } catch (error) {
    return String(error);
  }
};

describe("readSettings", () => {
  it("fills in defaults and reads values in their types", () => {
    expect(
      readSettings({
        schema,
        env: { FORMWORK_LEASE: "2s", FORMWORK_ALLOW: "a, 10.0.0.0/8" },
      }),
    ).to.deep.equal({
      FORMWORK_PORT: 8080,
      FORMWORK_LEASE: 2000,
      FORMWORK_LEVEL: "info",
      FORMWORK_ALLOW: ["a", "10.0.0.0/8"],
      FORMWORK_SECRET: null,
    });
  });

  it("lists every fault in one message, with what is allowed", () => {
    const faults = faultsOf({
      FORMWORK_PORT: "eighty",
      FORMWORK_LEASE: "soon",
      FORMWORK_LEVEL: "loud",
    });
    expect(faults).to.contain(
      'FORMWORK_PORT is "eighty"; it has to be a whole number from 0 to 65535',
    );
    expect(faults).to.contain('FORMWORK_LEASE is "soon"; it has to be a duration');
    expect(faults).to.contain("one of debug, info");
  });

  it("suggests the near name for one it does not know, and leaves other programs' variables alone", () => {
    expect(faultsOf({ FORMWORK_PROT: "1", PATH: "/bin" })).to.contain(
      "FORMWORK_PROT is not a setting; did you mean FORMWORK_PORT?",
    );
    expect(faultsOf({ FORMWORK_WHATEVER_ELSE: "1" }))
      .to.contain("FORMWORK_WHATEVER_ELSE is not a setting")
      .and.not.contain("mean");
  });

  it("applies rules across fields", () => {
    expect(faultsOf({}, () => ["a and b belong together"])).to.contain("- a and b belong together");
  });

  it("takes an empty variable for one that is not set, and freezes what it read", () => {
    const read = readSettings({ schema, env: { FORMWORK_PORT: "" } });
    expect(read.FORMWORK_PORT).to.equal(8080);
    expect(Object.isFrozen(read)).to.equal(true);
  });
});
