import { expect } from "chai";
import fc from "fast-check";
import { parseMessage } from "./parse-message.ts";

describe("parseMessage", () => {
  it("reads a subscription with and without a cursor", () => {
    expect(parseMessage("subscribe", { rooms: ["jobs"] })).to.deep.equal({
      name: "subscribe",
      rooms: ["jobs"],
      cursor: undefined,
    });
    expect(parseMessage("subscribe", { rooms: ["job:1"], cursor: "c" })).to.deep.equal({
      name: "subscribe",
      rooms: ["job:1"],
      cursor: "c",
    });
  });

  it("reads an unsubscription", () => {
    expect(parseMessage("unsubscribe", { rooms: ["jobs", "inbox"] })).to.deep.equal({
      name: "unsubscribe",
      rooms: ["jobs", "inbox"],
    });
  });

  it("reads a cursor that is too long as an unknown one", () => {
    expect(parseMessage("subscribe", { rooms: ["jobs"], cursor: "x".repeat(300) })).to.include({
      cursor: "",
    });
  });

  it("reads a token", () => {
    expect(parseMessage("authenticate", { token: "t" })).to.deep.equal({
      name: "authenticate",
      token: "t",
    });
  });

  it("refuses anything else with a code and a detail", () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (name, body) => {
        expect(parseMessage(name, body))
          .to.include({ ok: false })
          .and.to.have.keys("ok", "code", "detail");
      }),
    );
  });

  it("reads or refuses any list of rooms and never throws", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom("jobs", "inbox", "job:1"), fc.string()), {
          maxLength: 60,
        }),
        (rooms) => {
          const parsed = parseMessage("subscribe", { rooms });
          return "code" in parsed || ("rooms" in parsed && parsed.rooms === rooms);
        },
      ),
    );
  });
});
