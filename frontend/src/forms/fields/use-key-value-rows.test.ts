import { expect } from "chai";
import { useState } from "react";
import { act } from "../../testing/act.ts";
import { installDom } from "../../testing/install-dom.ts";
import { renderHook } from "../../testing/render-hook.ts";
import { useKeyValueRows } from "./use-key-value-rows.ts";

type FormData = Record<string, unknown> | undefined;

/** A form that holds the object, and what the hook has reported to it. */
type Form = {
  initial: FormData;
  valueType: "string" | "integer";
  changes: FormData[];
  blurred: string[];
  replace: (object: FormData) => void;
};

function useRowsInForm(form: Form) {
  const [formData, setFormData] = useState(form.initial);
  form.replace = setFormData;
  return useKeyValueRows({
    formData,
    schema: { additionalProperties: { type: form.valueType } },
    fieldPathId: { $id: "payload/labels", path: ["labels"] },
    onChange: (object: FormData) => {
      form.changes.push(object);
      setFormData(object);
    },
    onBlur: (id: string) => void form.blurred.push(id),
  });
}

describe("useKeyValueRows", () => {
  installDom();

  async function render(initial: FormData, valueType: Form["valueType"] = "string") {
    const form: Form = { initial, valueType, changes: [], blurred: [], replace: () => {} };
    const hook = await renderHook(useRowsInForm, form);
    const rows = () => hook.result().rows.map(({ key, value }) => [key, value]);
    const idAt = (index: number) => hook.result().rows[index]?.id ?? -1;
    const replace = (object: FormData) => act(() => form.replace(object));
    return { hook, rows, idAt, replace, changes: form.changes, blurred: form.blurred };
  }

  it("starts with a row for each key", async () => {
    const { rows, changes } = await render({ a: "1", b: "2" });
    expect(rows()).to.deep.equal([
      ["a", "1"],
      ["b", "2"],
    ]);
    expect(changes).to.deep.equal([]);
  });

  it("keeps a new row without a key, which changes nothing in the object", async () => {
    const { hook, rows, changes } = await render({ a: "1" });
    await act(() => hook.result().add());
    expect(rows()).to.deep.equal([
      ["a", "1"],
      ["", ""],
    ]);
    expect(changes).to.deep.equal([]);
  });

  it("reports the object when a row gets a key and a value", async () => {
    const { hook, idAt, changes } = await render({ a: "1" });
    await act(() => hook.result().add());
    await act(() => hook.result().edit(idAt(1), { key: "b" }));
    await act(() => hook.result().edit(idAt(1), { value: "2" }));
    expect(changes).to.deep.equal([
      { a: "1", b: "" },
      { a: "1", b: "2" },
    ]);
  });

  it("keeps both rows while a key occurs twice, and reports the first", async () => {
    const { hook, rows, idAt, changes } = await render({ a: "1", b: "2" });
    await act(() => hook.result().edit(idAt(1), { key: "a" }));
    expect(changes).to.deep.equal([{ a: "1" }]);
    expect(rows()).to.deep.equal([
      ["a", "1"],
      ["a", "2"],
    ]);
  });

  it("reports no object when the last row is removed", async () => {
    const { hook, rows, idAt, changes } = await render({ a: "1" });
    await act(() => hook.result().remove(idAt(0)));
    expect(changes).to.deep.equal([undefined]);
    expect(rows()).to.deep.equal([]);
  });

  it("takes over an object that was replaced from outside, with new row ids", async () => {
    const { rows, idAt, replace } = await render({ a: "1" });
    const before = idAt(0);
    await replace({ c: "3" });
    expect(rows()).to.deep.equal([["c", "3"]]);
    expect(idAt(0)).not.to.equal(before);
  });

  it("reads values as numbers where the schema asks for numbers", async () => {
    const numbers = (await render({}, "integer")).hook.result().values;
    expect([numbers.type, numbers.read("4"), numbers.read("")]).to.deep.equal(["number", 4, ""]);
    const texts = (await render({})).hook.result().values;
    expect([texts.type, texts.read("4")]).to.deep.equal(["text", "4"]);
  });

  it("reports when the field loses the focus", async () => {
    const { hook, blurred } = await render({ a: "1" });
    hook.result().onBlur();
    expect(blurred).to.deep.equal(["payload/labels"]);
  });
});
