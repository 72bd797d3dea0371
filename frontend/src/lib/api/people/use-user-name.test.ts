import { expect } from "chai";
import { installDom } from "../../../testing/install-dom.ts";
import { pageContexts } from "../../../testing/page-contexts.ts";
import { renderHook } from "../../../testing/render-hook.ts";
import { queryKeys } from "../query-keys.ts";
import { useUserName } from "./use-user-name.ts";

describe("useUserName", () => {
  installDom();

  it("names the signed-in user 'you' and others by their short id", async () => {
    const { wrap, queries } = pageContexts();
    queries.setQueryData(queryKeys.me, { id: "user-of-this-browser" });
    const hook = await renderHook(useUserName, undefined, wrap);
    expect(hook.result()("user-of-this-browser")).to.equal("you");
    expect(hook.result()("another-user")).to.equal("her-user");
  });
});
