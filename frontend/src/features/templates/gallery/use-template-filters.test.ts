import { expect } from "chai";
import { createElement, Fragment } from "react";
import { useNavigate } from "react-router";
import { act } from "../../../testing/act.ts";
import { installDom } from "../../../testing/install-dom.ts";
import { pageContexts } from "../../../testing/page-contexts.ts";
import { renderHook } from "../../../testing/render-hook.ts";
import { untilPasses } from "../../../testing/until-passes.ts";
import { useTemplateFilters } from "./use-template-filters.ts";

type Navigation = { go?: ReturnType<typeof useNavigate> };

/** Gives the test the function that navigates. */
function NavigationProbe({ navigation }: { navigation: Navigation }) {
  navigation.go = useNavigate();
  return null;
}

describe("useTemplateFilters", () => {
  installDom();

  async function render(address: string) {
    const { wrap, location } = pageContexts({ address });
    const navigation: Navigation = {};
    const hook = await renderHook(useTemplateFilters, undefined, (children) =>
      wrap(createElement(Fragment, null, createElement(NavigationProbe, { navigation }), children)),
    );
    const filters = () => hook.result()[0];
    const change = (next: ReturnType<typeof filters>) => act(() => hook.result()[1](next));
    const go = (to: string) => act(() => navigation.go?.(to));
    return { filters, change, go, location };
  }

  it("starts from the filters in the address", async () => {
    const { filters } = await render("/templates?q=csv&tag=data");
    expect(filters()).to.deep.equal({ q: "csv", tags: ["data"] });
  });

  it("changes at once and writes the address, whose other parameters stay", async () => {
    const { filters, change, location } = await render("/templates?other=1");
    await change({ q: "csv", tags: [] });
    expect(filters()).to.deep.equal({ q: "csv", tags: [] });
    await untilPasses(() => expect(location()).to.equal("/templates?other=1&q=csv"));
  });

  it("follows a navigation from elsewhere", async () => {
    const { filters, change, go } = await render("/templates");
    await change({ q: "csv", tags: [] });
    await go("/templates?tag=web");
    await untilPasses(() => expect(filters()).to.deep.equal({ q: "", tags: ["web"] }));
  });
});
