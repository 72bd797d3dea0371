import type { FieldError } from "@formwork/contracts/problem";
import { messageKeywords } from "@formwork/contracts/schema/explain/keyword-messages";
import { childPointer } from "@formwork/contracts/schema/pointer";
import { isObject, type SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { suggestion } from "@formwork/contracts/text/nearest";
import { layoutOptions } from "./layout-options.ts";
import {
  entryPlace,
  fieldNames,
  innerPlace,
  isOpen,
  type LayoutPlace,
  rootPlace,
} from "./layout-place.ts";
import { widgetFault } from "./layout-widgets.ts";

const maxMessageLength = 300;

/**
 * Returns the faults of a form layout: options that are unknown, have a wrong value or do not suit
 * their field, and layouts of fields that the payload does not have.
 */
export function layoutFaults(
  layout: unknown,
  pointer: string,
  payload: SchemaObject,
): FieldError[] {
  return faultsAt(layout, pointer, rootPlace(payload));
}

function faultsAt(layout: unknown, pointer: string, place: LayoutPlace): FieldError[] {
  if (!isObject(layout)) return [fault(pointer, "must be an object")];
  return Object.entries(layout).flatMap(([key, value]) => {
    const at = childPointer(pointer, key);
    if (key === "ui:options" || key === "ui:globalOptions") return optionFaults(value, at, place);
    if (key.startsWith("ui:")) return optionFault(key.slice(3), value, at, place);
    return innerFaults(key, value, at, place);
  });
}

/** Every other key is a field, or `items`, `anyOf` and the like, with a layout of its own. */
function innerFaults(
  key: string,
  value: unknown,
  pointer: string,
  place: LayoutPlace,
): FieldError[] {
  if (Array.isArray(value))
    return value.flatMap((entry, index) =>
      faultsAt(entry, childPointer(pointer, index), entryPlace(place, key, index)),
    );
  const inner = innerPlace(place, key);
  return inner === undefined
    ? [fault(pointer, `is no field of the payload${suggestion(key, fieldNames(place))}`)]
    : faultsAt(value, pointer, inner);
}

function optionFaults(value: unknown, pointer: string, place: LayoutPlace): FieldError[] {
  if (!isObject(value)) return [fault(pointer, "must be an object")];
  return Object.entries(value).flatMap(([name, option]) =>
    optionFault(name, option, childPointer(pointer, name), place),
  );
}

function optionFault(
  name: string,
  value: unknown,
  pointer: string,
  place: LayoutPlace,
): FieldError[] {
  const rule = Object.hasOwn(layoutOptions, name) ? layoutOptions[name] : undefined;
  if (rule === undefined)
    return [
      fault(
        pointer,
        `is not allowed in a form layout${suggestion(name, Object.keys(layoutOptions))}`,
      ),
    ];
  if (name === "messages") return messageFaults(value, pointer);
  const message = rule(value) ?? (name === "widget" ? widgetFault(value, place) : undefined);
  if (message !== undefined) return [fault(pointer, message)];
  return name === "order" ? orderFaults(value, pointer, place) : [];
}

function messageFaults(messages: unknown, pointer: string): FieldError[] {
  if (!isObject(messages)) return [fault(pointer, "must be an object of texts, by keyword")];
  return Object.entries(messages).flatMap(([keyword, text]) => {
    const at = childPointer(pointer, keyword);
    if (!messageKeywords.includes(keyword))
      return [
        fault(at, `is no keyword that refuses a value${suggestion(keyword, messageKeywords)}`),
      ];
    const isText =
      typeof text === "string" && text.trim() !== "" && text.length <= maxMessageLength;
    return isText ? [] : [fault(at, `must be a text of at most ${maxMessageLength} characters`)];
  });
}

/** Fields that an order leaves out go last. */
function orderFaults(order: unknown, pointer: string, place: LayoutPlace): FieldError[] {
  if (!Array.isArray(order) || isOpen(place)) return [];
  const names = fieldNames(place);
  return order.flatMap((name: unknown, index) => {
    const at = childPointer(pointer, index);
    if (order.indexOf(name) < index) return [fault(at, `names ${name} a second time`)];
    return name === "*" || innerPlace(place, String(name)) !== undefined
      ? []
      : [fault(at, `names ${name}, which is no field there${suggestion(String(name), names)}`)];
  });
}

function fault(pointer: string, message: string): FieldError {
  return { pointer, message, keyword: "layout" };
}
