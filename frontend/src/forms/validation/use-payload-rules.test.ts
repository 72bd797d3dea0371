import { expect } from "chai";
import { queryKeys } from "../../lib/api/query-keys.ts";
import { aTemplate, somePayloadRules } from "../../testing/a-template.ts";
import { installDom } from "../../testing/install-dom.ts";
import { pageContexts } from "../../testing/page-contexts.ts";
import { renderHook } from "../../testing/render-hook.ts";
import { untilPasses } from "../../testing/until-passes.ts";
import { usePayloadRules } from "./use-payload-rules.ts";

describe("usePayloadRules", () => {
  installDom();

  it("loads nothing while there is no template", async () => {
    const hook = await renderHook(usePayloadRules, undefined, pageContexts().wrap);
    expect(hook.result()).to.include({ data: undefined, fetchStatus: "idle" });
  });

  it("uses the cached rules of a template version, which never change", async () => {
    const { wrap, queries } = pageContexts();
    const rules = somePayloadRules();
    queries.setQueryData([...queryKeys.templates.one("sample", 1), "rules"], rules);
    const hook = await renderHook(usePayloadRules, aTemplate(), wrap);
    await untilPasses(() => expect(hook.result().data).to.equal(rules));
    expect(hook.result().fetchStatus).to.equal("idle");
  });

  it("returns the error when the script of the validator cannot be loaded", async () => {
    const hook = await renderHook(usePayloadRules, aTemplate({ version: 9 }), pageContexts().wrap);
    await untilPasses(() => expect(hook.result().error).to.be.an("error"));
  });
});
