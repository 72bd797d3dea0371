import type { FieldError } from "@formwork/contracts/job";
import { suggestion } from "@formwork/contracts/nearest";
import { below } from "@formwork/contracts/schema/pointer";
import { isObject } from "@formwork/contracts/schema/schema-tree";

/**
 * What a form layout may say: words and order, and which of our controls shows a field. Nothing
 * that reaches styles, class names, markup or code of the page.
 */

/** Controls the form has. */
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

type Kind = (value: unknown) => string | undefined;

const text: Kind = (value) => (typeof value === "string" ? undefined : "must be text");
const flag: Kind = (value) => (typeof value === "boolean" ? undefined : "must be true or false");
const amount: Kind = (value) => (typeof value === "number" ? undefined : "must be a number");
const texts: Kind = (value) =>
  Array.isArray(value) && value.every((item) => typeof item === "string")
    ? undefined
    : "must be a list of texts";
const simple: Kind = (value) =>
  typeof value !== "object" || value === null
    ? undefined
    : "must be text, a number, true or false, or null";
const simples: Kind = (value) =>
  Array.isArray(value) && value.every((item) => simple(item) === undefined)
    ? undefined
    : "must be a list of values";
const listed =
  (names: readonly string[]): Kind =>
  (value) => {
    if (typeof value !== "string") return "must be text";
    return names.includes(value)
      ? undefined
      : `must be one of ${names.join(", ")}${suggestion(value, names)}`;
  };

/** What may be said of a field, as `ui:NAME` or inside `ui:options`. */
const options: Readonly<Record<string, Kind>> = {
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

/** Each thing a layout says that it may not. */
export function layoutFaults(layout: unknown, pointer: string): FieldError[] {
  if (Array.isArray(layout))
    return layout.flatMap((item, index) => layoutFaults(item, below(pointer, index)));
  if (!isObject(layout)) return [{ pointer, message: "must be an object", keyword: "layout" }];
  return Object.entries(layout).flatMap(([key, value]) => {
    const at = below(pointer, key);
    if (key === "ui:options" || key === "ui:globalOptions") return optionFaults(value, at);
    if (key.startsWith("ui:")) return optionFault(key.slice(3), value, at);
    // Names of fields, and items, anyOf and the like, hold the layout of what is inside.
    return layoutFaults(value, at);
  });
}

function optionFaults(value: unknown, pointer: string): FieldError[] {
  if (!isObject(value)) return [{ pointer, message: "must be an object", keyword: "layout" }];
  return Object.entries(value).flatMap(([name, option]) =>
    optionFault(name, option, below(pointer, name)),
  );
}

function optionFault(name: string, value: unknown, pointer: string): FieldError[] {
  const kind = Object.hasOwn(options, name) ? options[name] : undefined;
  const message =
    kind === undefined
      ? `is not allowed in a form layout${suggestion(name, Object.keys(options))}`
      : kind(value);
  return message === undefined ? [] : [{ pointer, message, keyword: "layout" }];
}
