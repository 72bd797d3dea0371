import { expect } from "chai";
import { fakeApi } from "../../testing/fake-api.ts";
import { installDom } from "../../testing/install-dom.ts";
import { pageContexts } from "../../testing/page-contexts.ts";
import { renderHook } from "../../testing/render-hook.ts";
import { untilPasses } from "../../testing/until-passes.ts";
import { useSetUpState } from "./use-set-up-state.ts";

describe("useSetUpState", () => {
  installDom();
  const api = fakeApi();

  it("is undefined until the server has replied", async () => {
    const reply = Promise.withResolvers<unknown>();
    api.replies["setup.state"] = () => reply.promise;
    const hook = await renderHook(useSetUpState, undefined, pageContexts().wrap);
    expect(hook.result()).to.equal(undefined);
    reply.resolve({ needed: true, provider: null });
    await untilPasses(() => expect(hook.result()).to.include({ needed: true }));
  });
});
