import { expect } from "chai";
import { aTemplate } from "../../testing/a-template.ts";
import { summaryFaults } from "./summary-rules.ts";

const payload = {
  type: "object",
  properties: {
    url: {},
    auth: { properties: { user: {}, token: { writeOnly: true } } },
    env: { additionalProperties: { format: "password" } },
    keys: { items: { writeOnly: true } },
  },
};
const faults = (summary: string) =>
  summaryFaults(aTemplate({ payload, summary })).map(
    ({ pointer, message }) => `${pointer} ${message}`,
  );

describe("the rules of a summary", () => {
  it("accept fields of the payload, and the name and version of the template", () => {
    expect(
      faults("{{payload.url}} by {{payload.auth.user}} ({{template.name}} v{{template.version}})"),
    ).to.deep.equal([]);
  });

  const refused: [text: string, words: string][] = [
    ["{{payload.ulr}}", "names payload.ulr, which is no field of the payload; did you mean url?"],
    ["{{job.id}}", "names job.id, and placeholders know payload and template"],
    ["{{payload.url | upper}}", "has an ill-formed placeholder: {{payload.url | upper}}"],
    ["{{payload.auth.token}}", "must not show payload.auth.token, which is a secret or holds one"],
    ["{{payload.auth}}", "must not show payload.auth, which is a secret or holds one"],
    ["{{payload.env.TOKEN}}", "must not show payload.env.TOKEN, which is a secret or holds one"],
    ["{{payload.keys.0}}", "must not show payload.keys.0, which is a secret or holds one"],
    ["{{payload}}", "must not show payload, which is a secret or holds one"],
  ];
  for (const [text, words] of refused) {
    it(`refuse ${text}`, () => {
      expect(faults(text)).to.deep.equal([`/summary ${words}`]);
    });
  }
});
