import { expect } from "chai";
import { fakeApi } from "../../testing/fake-api.ts";
import { installDom } from "../../testing/install-dom.ts";
import { pageContexts } from "../../testing/page-contexts.ts";
import { renderHook } from "../../testing/render-hook.ts";
import { untilPasses } from "../../testing/until-passes.ts";
import { useSetUpNeeded } from "./use-set-up-needed.ts";

describe("useSetUpNeeded", () => {
  installDom();
  const api = fakeApi();

  it("is undefined until the server has replied", async () => {
    const reply = Promise.withResolvers<unknown>();
    api.replies["setup.state"] = () => reply.promise;
    const hook = await renderHook(useSetUpNeeded, undefined, pageContexts().wrap);
    expect(hook.result()).to.equal(undefined);
    reply.resolve({ needed: true });
    await untilPasses(() => expect(hook.result()).to.equal(true));
  });
});
