import { expect } from "chai";
import { useState } from "react";
import { act } from "../../../testing/act.ts";
import { installDom } from "../../../testing/install-dom.ts";
import { renderHook } from "../../../testing/render-hook.ts";
import { useMapRows } from "./use-map-rows.ts";

type FormData = Record<string, unknown>;

/** A form that holds the object, and what the hook has reported to it. */
type Form = {
  initial: FormData;
  changes: FormData[];
  replace: (object: FormData) => void;
};

function useRowsInForm(form: Form) {
  const [formData, setFormData] = useState(form.initial);
  form.replace = setFormData;
  return useMapRows({
    id: "payload/labels",
    entries: formData,
    taken: new Set(["app"]),
    initialValue: () => "",
    onChange: (object) => {
      form.changes.push(object);
      setFormData(object);
    },
  });
}

describe("useMapRows", () => {
  installDom();

  async function render(initial: FormData) {
    const form: Form = { initial, changes: [], replace: () => {} };
    const hook = await renderHook(useRowsInForm, form);
    const rows = () => hook.result().rows.map(({ key, value }) => [key, value]);
    const idAt = (index: number) => hook.result().rows[index]?.id ?? -1;
    const replace = (object: FormData) => act(() => form.replace(object));
    return { hook, rows, idAt, replace, changes: form.changes };
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
    await act(() => hook.result().rename(idAt(1), "b"));
    await act(() => hook.result().edit(idAt(1), () => "2", "payload/labels/b"));
    expect(changes).to.deep.equal([
      { a: "1", b: "" },
      { a: "1", b: "2" },
    ]);
  });

  it("keeps both rows while a key occurs twice, and reports the first", async () => {
    const { hook, rows, idAt, changes } = await render({ a: "1", b: "2" });
    await act(() => hook.result().rename(idAt(1), "a"));
    expect(changes).to.deep.equal([{ a: "1" }]);
    expect(rows()).to.deep.equal([
      ["a", "1"],
      ["a", "2"],
    ]);
  });

  it("reports an empty object when the last row is removed", async () => {
    const { hook, rows, idAt, changes } = await render({ a: "1" });
    await act(() => hook.result().remove(idAt(0)));
    expect(changes).to.deep.equal([{}]);
    expect(rows()).to.deep.equal([]);
  });

  it("takes over an object that was replaced from outside, with new row ids", async () => {
    const { rows, idAt, replace } = await render({ a: "1" });
    const before = idAt(0);
    await replace({ c: "3" });
    expect(rows()).to.deep.equal([["c", "3"]]);
    expect(idAt(0)).not.to.equal(before);
  });

  it("keeps its rows when a value gets a default from outside", async () => {
    const { rows, idAt, replace } = await render({ a: "1", b: "2" });
    const before = idAt(1);
    await replace({ a: "1", b: "default" });
    expect(rows()).to.deep.equal([
      ["a", "1"],
      ["b", "default"],
    ]);
    expect(idAt(1)).to.equal(before);
  });

  it("moves no value into a field of its own", async () => {
    const { hook, rows, idAt, changes } = await render({ a: "1" });
    await act(() => hook.result().rename(idAt(0), "app"));
    expect(changes).to.deep.equal([{}]);
    expect(rows()).to.deep.equal([["app", "1"]]);
  });

  it("shows an object with an empty key", async () => {
    expect((await render({ "": "1" })).rows()).to.deep.equal([["", "1"]]);
  });
});
