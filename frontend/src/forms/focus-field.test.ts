import { expect } from "chai";
import { installDom } from "../testing/install-dom.ts";
import { focusField } from "./focus-field.ts";
import { groupId } from "./values/field-path.ts";

describe("focusField", () => {
  installDom();

  beforeEach(() => {
    HTMLElement.prototype.scrollIntoView = () => {};
  });

  function add<Name extends "input" | "div">(name: Name, id: string, parent = document.body) {
    const element = document.createElement(name);
    element.id = id;
    return parent.appendChild(element);
  }

  it("focuses the control of the field", () => {
    const input = add("input", "payload/url");
    focusField("/payload/url");
    expect(document.activeElement).to.equal(input);
  });

  it("focuses the first control within the field", () => {
    const group = add("div", "payload/choice");
    const input = add("input", "inner", group);
    focusField("/payload/choice");
    expect(document.activeElement).to.equal(input);
  });

  it("focuses the content of a group without controls", () => {
    const list = add("div", groupId("payload/steps"));
    list.tabIndex = -1;
    focusField("/payload/steps");
    expect(document.activeElement).to.equal(list);
  });

  it("focuses the nearest field around one that is not rendered", () => {
    const input = add("input", "payload/tags");
    focusField("/payload/tags/3/name");
    expect(document.activeElement).to.equal(input);
  });

  it("does nothing when no field around is rendered", () => {
    focusField("/payload/none");
    expect(document.activeElement).to.equal(document.body);
  });
});
