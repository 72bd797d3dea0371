import { expect } from "chai";
import fc from "fast-check";
import { parseMessage } from "./messages.ts";

describe("parseMessage", () => {
  it("reads a subscription with and without a cursor", () => {
    expect(parseMessage("subscribe", { rooms: ["jobs"] })).to.deep.equal({
      ask: "subscribe",
      rooms: ["jobs"],
      cursor: undefined,
    });
    expect(parseMessage("subscribe", { rooms: ["job:1"], cursor: "c" })).to.deep.equal({
      ask: "subscribe",
      rooms: ["job:1"],
      cursor: "c",
    });
  });

  it("reads that rooms are left", () => {
    expect(parseMessage("unsubscribe", { rooms: ["jobs", "inbox"] })).to.deep.equal({
      ask: "unsubscribe",
      rooms: ["jobs", "inbox"],
    });
  });

  it("takes a cursor that is too long to be one for an unknown one", () => {
    expect(parseMessage("subscribe", { rooms: ["jobs"], cursor: "x".repeat(300) })).to.include({
      cursor: "",
    });
  });

  it("says what is wrong, whatever it is given", () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (name, body) => {
        expect(parseMessage(name, body))
          .to.include({ ok: false })
          .and.to.have.keys("ok", "code", "detail");
      }),
    );
  });

  it("reads or refuses any list of rooms, and throws at none", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom("jobs", "inbox", "job:1"), fc.string()), {
          maxLength: 60,
        }),
        (rooms) => {
          const parsed = parseMessage("subscribe", { rooms });
          return "code" in parsed || parsed.rooms === rooms;
        },
      ),
    );
  });
});
