import type { Payload } from "@formwork/contracts/schema/payload/payload";
import { expect } from "chai";
import { somePayloadRules } from "../../testing/a-template.ts";
import { act } from "../../testing/act.ts";
import { installDom } from "../../testing/install-dom.ts";
import { renderHook } from "../../testing/render-hook.ts";
import { type ServerErrors, useFieldErrors } from "./use-field-errors.ts";

const rules = somePayloadRules({
  type: "object",
  required: ["url"],
  properties: {
    url: { type: "string", minLength: 3 },
    mode: { type: "boolean", const: true },
    count: { type: "integer", minimum: 1 },
  },
});

type Props = { payload: Payload; serverErrors?: ServerErrors };

describe("useFieldErrors", () => {
  installDom();

  async function render(payload: Payload) {
    const hook = await renderHook(
      ({ payload, serverErrors }: Props) => useFieldErrors(rules, payload, serverErrors ?? null),
      { payload },
    );
    const errors = () => hook.result();
    const visible = () => errors().visible.map(({ pointer }) => pointer);
    const all = () => errors().all.map(({ pointer }) => pointer);
    return { hook, errors, visible, all };
  }

  it("knows every error of a new form and shows none", async () => {
    const { visible, all, errors } = await render({ url: "a", count: 0 });
    expect(all()).to.have.members(["/payload/url", "/payload/count"]);
    expect(visible()).to.deep.equal([]);
    expect(errors().isSubmitted).to.equal(false);
  });

  it("shows the error of a field that lost the focus", async () => {
    const { visible, errors } = await render({ url: "a", count: 0 });
    await act(() => errors().onBlur("payload/url"));
    expect(visible()).to.deep.equal(["/payload/url"]);
  });

  it("hides the error of a typed field that was valid when its text is edited", async () => {
    const { visible, errors, hook } = await render({ url: "abc" });
    await act(() => errors().onBlur("payload/url"));
    await act(() => errors().onEdit("payload/url", { url: "a" }));
    await hook.rerender({ payload: { url: "a" } });
    expect(visible()).to.deep.equal([]);
    await act(() => errors().onBlur("payload/url"));
    expect(visible()).to.deep.equal(["/payload/url"]);
  });

  it("shows the error of a changed field at once when it is not typed", async () => {
    const { visible, errors, hook } = await render({ url: "abc" });
    await act(() => errors().onEdit("payload/mode", { url: "abc", mode: false }));
    await hook.rerender({ payload: { url: "abc", mode: false } });
    expect(visible()).to.deep.equal(["/payload/mode"]);
  });

  it("has the fault of an unreadable text in place of what the schema says of the field", async () => {
    const { all, errors } = await render({ url: "abc", count: 0 });
    await act(() => errors().onUnreadableText("/payload/count", "is not a number"));
    expect(errors().all.map(({ message }) => message)).to.deep.equal(["is not a number"]);
    expect(errors().hasUnreadable).to.equal(true);
    await act(() => errors().onUnreadableText("/payload/count", null));
    expect(all()).to.deep.equal(["/payload/count"]);
    expect(errors().hasUnreadable).to.equal(false);
  });

  it("drops that fault when the value beside the text is replaced", async () => {
    const { hook, errors } = await render({ url: "abc" });
    await act(() => errors().onUnreadableText("/payload/count", "is not a number"));
    await hook.rerender({ payload: { url: "abc", count: 3 } });
    expect(errors().all).to.deep.equal([]);
  });

  it("ignores an edit of the form as a whole", async () => {
    const { visible, errors } = await render({ url: "a" });
    await act(() => errors().onEdit("payload", { url: "a" }));
    expect(visible()).to.deep.equal([]);
  });

  it("shows every error once it has validated, and tells whether there is one", async () => {
    const { visible, errors, hook } = await render({ url: "a", count: 0 });
    let isValid = true;
    await act(() => {
      isValid = errors().validate();
    });
    expect(isValid).to.equal(false);
    expect(errors().isSubmitted).to.equal(true);
    expect(visible()).to.have.members(["/payload/url", "/payload/count"]);
    await hook.rerender({ payload: { url: "abc", count: 1 } });
    expect(visible()).to.deep.equal([]);
    await act(() => {
      isValid = errors().validate();
    });
    expect(isValid).to.equal(true);
  });

  it("counts an unreadable text as an error until it is readable again", async () => {
    const { all, errors } = await render({ url: "abc" });
    await act(() => errors().onUnreadableText("/payload/labels", "must be JSON"));
    expect(all()).to.deep.equal(["/payload/labels"]);
    await act(() => errors().onUnreadableText("/payload/labels", null));
    expect(all()).to.deep.equal([]);
  });

  it("shows the errors of the server until their values are edited", async () => {
    const { visible, hook } = await render({ url: "abc", count: 1 });
    const submitted = { url: "abc", count: 1 };
    const serverErrors = {
      errors: [
        { pointer: "/payload/url", message: "is unreachable", keyword: "server" },
        { pointer: "/payload/count", message: "is too much", keyword: "server" },
      ],
      payload: submitted,
    };
    await hook.rerender({ payload: submitted, serverErrors });
    expect(visible()).to.deep.equal(["/payload/url", "/payload/count"]);
    await hook.rerender({ payload: { url: "abc", count: 2 }, serverErrors });
    expect(visible()).to.deep.equal(["/payload/url"]);
  });
});
