import { expect } from "chai";
import { aTemplateSummary } from "../../../testing/a-template-summary.ts";
import { fakeApi } from "../../../testing/fake-api.ts";
import { installDom } from "../../../testing/install-dom.ts";
import { pageContexts } from "../../../testing/page-contexts.ts";
import { renderHook } from "../../../testing/render-hook.ts";
import { untilPasses } from "../../../testing/until-passes.ts";
import { useTemplateTitles } from "./use-template-titles.ts";

describe("useTemplateTitles", () => {
  installDom();
  const api = fakeApi();

  it("is empty at first, then has the title of every template, archived ones included", async () => {
    const reply = Promise.withResolvers<unknown>();
    api.replies["templates.list"] = () => reply.promise;
    const hook = await renderHook(useTemplateTitles, undefined, pageContexts().wrap);
    expect([...hook.result()]).to.deep.equal([]);
    reply.resolve({ items: [aTemplateSummary({ name: "a", title: "First" })], next: null });
    await untilPasses(() => expect([...hook.result()]).to.deep.equal([["a", "First"]]));
    expect(api.calls[0]?.input).to.have.nested.property("query.archived", true);
  });
});
