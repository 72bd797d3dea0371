import { expect } from "chai";
import { aTemplate } from "../../testing/a-template.ts";
import { confirmFaults } from "./confirm-rules.ts";

const payload = {
  type: "object",
  properties: { env: {}, token: { type: "string", writeOnly: true } },
};
const faults = (confirm: { text: string; word?: string }) =>
  confirmFaults(aTemplate({ payload, confirm })).map(
    ({ pointer, message }) => `${pointer} ${message}`,
  );

describe("the rules of a confirmation", () => {
  it("accept fields of the payload in text and word", () => {
    expect(faults({ text: "Deploys to {{payload.env}}", word: "{{payload.env}}" })).to.deep.equal(
      [],
    );
    expect(faults({ text: "Deletes everything" })).to.deep.equal([]);
  });

  it("refuse unknown fields and secrets", () => {
    expect(faults({ text: "{{payload.evn}}", word: "{{job.id}}" })).to.deep.equal([
      "/confirm/text names payload.evn, which is no field of the payload; did you mean env?",
      "/confirm/word names job.id, and placeholders know payload and template",
    ]);
    expect(faults({ text: "x", word: "{{payload.token}}" })[0]).to.match(
      /^\/confirm\/word .*secret/,
    );
  });
});
