import { expect } from "chai";
import fc from "fast-check";
import { newDraft, selectTab, setPayload, setText } from "./payload-draft.ts";

const schema = { properties: { token: { type: "string", writeOnly: true } } };
const draft = newDraft({ url: "a" }, schema);

describe("a draft with a form tab and a JSON tab", () => {
  it("changes the text with the payload", () => {
    const changed = { url: "b" };
    expect(JSON.parse(selectTab(setPayload(draft, changed), "json").text)).to.deep.equal(changed);
    expect(JSON.parse(setPayload(selectTab(draft, "json"), changed).text)).to.deep.equal(changed);
  });

  it("changes the payload with the text", () => {
    expect(setText(draft, '{"url":"c"}').payload).to.deep.equal({ url: "c" });
  });

  it("keeps the text as it was typed, and the payload when only white space changed", () => {
    const typed = setText(draft, '{ "url" :   "a" }');
    expect(typed.text).to.equal('{ "url" :   "a" }');
    expect(typed.payload).to.equal(draft.payload);
  });

  it("keeps text that is no JSON in its tab, with the reason", () => {
    const broken = selectTab(setText(selectTab(draft, "json"), '{"url": '), "form");
    expect(broken.tab).to.equal("json");
    expect(broken.text).to.equal('{"url": ');
    expect(broken.jsonError).to.match(/^This is not JSON yet/);
    expect(broken.payload).to.deep.equal({ url: "a" });
  });

  it("keeps JSON that is no object as well", () => {
    for (const text of ["[1]", "null", '"text"', "3"])
      expect(setText(draft, text).jsonError).to.match(/JSON object/);
  });

  it("has no error any more when the text is corrected or the payload replaced", () => {
    const broken = setText(draft, "{");
    expect(selectTab(setText(broken, "{}"), "form").jsonError).to.equal(null);
    expect(setPayload(broken, { url: "d" }).jsonError).to.equal(null);
  });

  describe("with a typed secret", () => {
    const asText = selectTab(setPayload(draft, { url: "a", token: "open sesame" }), "json");

    it("hides it in the text, and keeps it while others are edited there", () => {
      expect(asText.text).to.not.contain("sesame");
      expect(setText(asText, asText.text).payload).to.equal(asText.payload);
      const edited = setText(asText, asText.text.replace('"a"', '"b"'));
      expect(edited.payload).to.deep.equal({ url: "b", token: "open sesame" });
    });

    it("takes a new one that is typed in its place, and hides it from then on", () => {
      const edited = setText(asText, '{"url":"a","token":"abracadabra"}');
      expect(edited.payload).to.deep.equal({ url: "a", token: "abracadabra" });
      expect(edited.text).to.contain("abracadabra");
      const again = selectTab(selectTab(edited, "form"), "json");
      expect(again.text).to.not.contain("abracadabra");
      expect(again.payload).to.deep.equal(edited.payload);
    });
  });

  it("loses nothing from payload to text and back", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const payload: Record<string, unknown> = JSON.parse(JSON.stringify(object));
        const there = selectTab(setPayload(draft, payload), "json");
        expect(selectTab(setText(there, there.text), "form").payload).to.equal(payload);
      }),
    );
  });
});
