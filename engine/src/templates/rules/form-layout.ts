import type { FieldError } from "@formwork/contracts/job";
import { suggestion } from "@formwork/contracts/nearest";
import { childPointer } from "@formwork/contracts/schema/pointer";
import { isObject } from "@formwork/contracts/schema/schema-tree";

/**
 * The options of a form layout: texts, order, and the control that shows a field. None reaches
 * styles, class names, markup or code of the page.
 */

/** Names of the controls that the form has. */
export const widgets: readonly string[] = [
  "checkbox",
  "checkboxes",
  "color",
  "cron",
  "date",
  "date-time",
  "datetime",
  "duration",
  "email",
  "file",
  "files",
  "hidden",
  "password",
  "radio",
  "range",
  "select",
  "switch",
  "tags",
  "text",
  "textarea",
  "time",
  "timezone",
  "updown",
  "uri",
];

/** Returns what is wrong with the value of an option, or undefined. */
type OptionRule = (value: unknown) => string | undefined;

const text: OptionRule = (value) => (typeof value === "string" ? undefined : "must be text");
const flag: OptionRule = (value) =>
  typeof value === "boolean" ? undefined : "must be true or false";
const amount: OptionRule = (value) => (typeof value === "number" ? undefined : "must be a number");
const texts: OptionRule = (value) =>
  Array.isArray(value) && value.every((item) => typeof item === "string")
    ? undefined
    : "must be a list of texts";
const simple: OptionRule = (value) =>
  typeof value !== "object" || value === null
    ? undefined
    : "must be text, a number, true or false, or null";
const simples: OptionRule = (value) =>
  Array.isArray(value) && value.every((item) => simple(item) === undefined)
    ? undefined
    : "must be a list of values";
const listed =
  (names: readonly string[]): OptionRule =>
  (value) => {
    if (typeof value !== "string") return "must be text";
    return names.includes(value)
      ? undefined
      : `must be one of ${names.join(", ")}${suggestion(value, names)}`;
  };

/** Options of a field, as `ui:NAME` or inside `ui:options`, with the values that each takes. */
const options: Readonly<Record<string, OptionRule>> = {
  accept: text,
  addable: flag,
  allowClearTextInputs: flag,
  autocomplete: text,
  autofocus: flag,
  copyable: flag,
  description: text,
  disabled: flag,
  duplicateKeySuffixSeparator: text,
  emptyValue: simple,
  enumDisabled: simples,
  enumNames: simples,
  enumOrder: simples,
  field: listed(["json"]),
  filePreview: flag,
  help: text,
  hideError: flag,
  inline: flag,
  inputType: listed(["text", "number", "email", "url", "tel", "search"]),
  item: text,
  label: flag,
  mono: flag,
  order: texts,
  orderable: flag,
  placeholder: text,
  prefix: text,
  readonly: flag,
  removable: flag,
  rows: amount,
  title: text,
  unit: text,
  widget: listed(widgets),
  width: listed(["half", "third", "two-thirds", "quarter"]),
};

/** Returns each option of a layout that is unknown or has a wrong value. */
export function layoutFaults(layout: unknown, pointer: string): FieldError[] {
  if (Array.isArray(layout))
    return layout.flatMap((item, index) => layoutFaults(item, childPointer(pointer, index)));
  if (!isObject(layout)) return [{ pointer, message: "must be an object", keyword: "layout" }];
  return Object.entries(layout).flatMap(([key, value]) => {
    const at = childPointer(pointer, key);
    if (key === "ui:options" || key === "ui:globalOptions") return optionFaults(value, at);
    if (key.startsWith("ui:")) return optionFault(key.slice(3), value, at);
    // Every other key is a field, or `items`, `anyOf` and the like, with a layout of its own.
    return layoutFaults(value, at);
  });
}

function optionFaults(value: unknown, pointer: string): FieldError[] {
  if (!isObject(value)) return [{ pointer, message: "must be an object", keyword: "layout" }];
  return Object.entries(value).flatMap(([name, option]) =>
    optionFault(name, option, childPointer(pointer, name)),
  );
}

function optionFault(name: string, value: unknown, pointer: string): FieldError[] {
  const rule = Object.hasOwn(options, name) ? options[name] : undefined;
  const message =
    rule === undefined
      ? `is not allowed in a form layout${suggestion(name, Object.keys(options))}`
      : rule(value);
  return message === undefined ? [] : [{ pointer, message, keyword: "layout" }];
}
