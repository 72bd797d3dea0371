import type { TemplateDefinition } from "@formwork/contracts/template";

const text = { type: "string" };
const file = { type: "string", format: "data-url" };
const stations = Array.from({ length: 40 }, (_, index) => `Station ${index}`);
const map = (title: string, item: string, additionalProperties: object) => ({
  type: "object",
  title,
  description: `Each ${item} by its name.`,
  additionalProperties,
});

const properties = {
  many: {
    type: "array",
    title: "Many stations",
    maxItems: 40,
    uniqueItems: true,
    items: { ...text, enum: stations },
  },
  station: { ...text, title: "Station", enum: stations },
  understood: { title: "I understand that this deletes everything", const: true },
  word: { ...text, title: "Type DELETE", const: "DELETE" },
  file: { ...file, title: "File" },
  files: { type: "array", title: "Files", maxItems: 3, items: file },
  tags: { type: "array", title: "Tags", maxItems: 5, minItems: 1, items: text },
  places: { type: "array", title: "Places", maxItems: 5, items: text },
  flags: map("Flags", "flag", { type: "boolean" }),
  hosts: map("Hosts", "host", {
    type: "object",
    properties: { name: { ...text, title: "Host name" }, key: { ...text, writeOnly: true } },
  }),
  pair: {
    type: "array",
    title: "Pair",
    prefixItems: [
      { ...text, title: "Left" },
      { type: "integer", title: "Right" },
    ],
    items: text,
  },
  note: { type: ["string", "null"], title: "Note" },
  sure: { type: ["boolean", "null"], title: "Sure" },
  rows: {
    type: "array",
    title: "Rows",
    maxItems: 100,
    items: {
      type: "object",
      required: ["name"],
      properties: { name: { ...text, title: "Row name" }, port: { type: "integer" } },
    },
  },
};

/** A template with each control that one text, number or choice has no need of. */
export const controls: TemplateDefinition = {
  name: "controls",
  title: "Special controls",
  payload: { type: "object", required: ["understood", "word", "tags"], properties },
  form: { tags: { "ui:widget": "tags" }, flags: { "ui:item": "Flag" } },
  run: { kind: "remote" },
};

/** A payload that shows them filled in. */
export const controlsPayload = {
  many: ["Station 3"],
  file: `data:text/csv;name=a.csv;base64,${"AAAA".repeat(100)}`,
  files: ["data:text/plain;name=b.txt;base64,YQ=="],
  tags: ["one"],
  flags: { alpha: true },
  hosts: { one: { name: "a.example" } },
  pair: ["a", 1, "b"],
  note: null,
  unknown: 1,
  rows: Array.from({ length: 25 }, (_, index) => ({ name: `row ${index}`, port: index })),
};
