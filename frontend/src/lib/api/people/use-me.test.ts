import { expect } from "chai";
import { aProblem } from "../../../testing/a-problem.ts";
import { fakeApi } from "../../../testing/fake-api.ts";
import { installDom } from "../../../testing/install-dom.ts";
import { pageContexts } from "../../../testing/page-contexts.ts";
import { renderHook } from "../../../testing/render-hook.ts";
import { untilPasses } from "../../../testing/until-passes.ts";
import { useMe } from "./use-me.ts";

describe("useMe", () => {
  installDom();
  const api = fakeApi();
  const render = () => renderHook(useMe, undefined, pageContexts().wrap);

  it("returns the signed-in user", async () => {
    api.replies["auth.me"] = () => ({ id: "ada" });
    const hook = await render();
    await untilPasses(() => expect(hook.result().data).to.deep.equal({ id: "ada" }));
  });

  it("returns null when nobody is signed in", async () => {
    api.replies["auth.me"] = () => {
      throw aProblem(401);
    };
    const hook = await render();
    await untilPasses(() => expect(hook.result().data).to.equal(null));
    expect(hook.result().error).to.equal(null);
  });

  it("returns any other error", async () => {
    api.replies["auth.me"] = () => {
      throw aProblem(503);
    };
    const hook = await render();
    await untilPasses(() => expect(hook.result().error).to.have.property("status", 503));
  });
});
