import { widgetsByShape } from "@formwork/contracts/schema/form/form-widgets";
import { suggestion } from "@formwork/contracts/text/nearest";

/**
 * The options of a form layout: texts, order, and the control that shows a field. None reaches
 * styles, class names, markup or code of the page.
 */

/** Names of the controls that the form has. */
const widgets: readonly string[] = [
  ...new Set([...Object.values(widgetsByShape).flat(), "hidden"]),
].sort();

/** Returns what is wrong with the value of an option, or undefined. */
export type OptionRule = (value: unknown) => string | undefined;

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
/** Checked where it is known what the value is about. */
const anything: OptionRule = () => undefined;
const listed =
  (names: readonly string[]): OptionRule =>
  (value) => {
    if (typeof value !== "string") return "must be text";
    return names.includes(value)
      ? undefined
      : `must be one of ${names.join(", ")}${suggestion(value, names)}`;
  };

/** Options of a field, as `ui:NAME` or inside `ui:options`, with the values that each takes. */
export const layoutOptions: Readonly<Record<string, OptionRule>> = {
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
  messages: anything,
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
