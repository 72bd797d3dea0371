import { expect } from "chai";
import { aTemplateSummary } from "../../../testing/a-template-summary.ts";
import { fakeApi } from "../../../testing/fake-api.ts";
import { installDom } from "../../../testing/install-dom.ts";
import { pageContexts } from "../../../testing/page-contexts.ts";
import { renderHook } from "../../../testing/render-hook.ts";
import { untilPasses } from "../../../testing/until-passes.ts";
import { useTemplates } from "./use-templates.ts";

describe("useTemplates", () => {
  installDom();
  const api = fakeApi();

  it("fetches every page of templates", async () => {
    api.replies["templates.list"] = (input) => {
      const { query } = input as { query: { cursor?: string } };
      return query.cursor === undefined
        ? { items: [aTemplateSummary({ name: "a" })], next: "more" }
        : { items: [aTemplateSummary({ name: "b" })], next: null };
    };
    const hook = await renderHook(useTemplates, undefined, pageContexts().wrap);
    await untilPasses(() =>
      expect(hook.result().data?.map(({ name }) => name)).to.deep.equal(["a", "b"]),
    );
  });
});
