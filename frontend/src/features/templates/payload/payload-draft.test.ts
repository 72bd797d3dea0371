import { expect } from "chai";
import fc from "fast-check";
import { newDraft, selectTab, setPayload, setText } from "./payload-draft.ts";

const draft = newDraft({ url: "a" });

describe("a draft with a form tab and a JSON tab", () => {
  it("shows in the text what the form says", () => {
    expect(JSON.parse(setPayload(draft, { url: "b" }).text)).to.deep.equal({ url: "b" });
  });

  it("shows in the form what the text says", () => {
    expect(setText(draft, '{"url":"c"}').payload).to.deep.equal({ url: "c" });
  });

  it("keeps the text as it was typed, and does not call spaces an edit", () => {
    const typed = setText(draft, '{ "url" :   "a" }');
    expect(typed.text).to.equal('{ "url" :   "a" }');
    expect(typed.payload).to.equal(draft.payload);
  });

  it("keeps text that is no JSON, in its tab, and says so", () => {
    const broken = selectTab(setText(selectTab(draft, "json"), '{"url": '), "form");
    expect(broken.tab).to.equal("json");
    expect(broken.text).to.equal('{"url": ');
    expect(broken.fault).to.match(/^This is not JSON yet/);
    expect(broken.payload).to.deep.equal({ url: "a" });
  });

  it("keeps JSON that is no object, too", () => {
    for (const text of ["[1]", "null", '"text"', "3"])
      expect(setText(draft, text).fault).to.match(/JSON object/);
  });

  it("is whole again when the text is mended or an example is taken", () => {
    const broken = setText(draft, "{");
    expect(selectTab(setText(broken, "{}"), "form").fault).to.equal(null);
    expect(setPayload(broken, { url: "d" }).fault).to.equal(null);
  });

  it("loses nothing on the way from form to text and back", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const payload: Record<string, unknown> = JSON.parse(JSON.stringify(object));
        const there = selectTab(setPayload(draft, payload), "json");
        expect(selectTab(setText(there, there.text), "form").payload).to.equal(payload);
      }),
    );
  });
});
