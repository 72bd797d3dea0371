import type { TemplateDefinition } from "@formwork/contracts/template";

/** A choice of two branches, each with a constant `kind`. */
const source = {
  type: "object",
  title: "Source",
  required: ["kind"],
  oneOf: [
    {
      title: "Text",
      required: ["kind", "text"],
      properties: {
        kind: { const: "text" },
        text: { type: "string", title: "Written here", minLength: 1 },
      },
    },
    {
      title: "File",
      required: ["kind", "path"],
      properties: {
        kind: { const: "file" },
        path: { type: "string", title: "Path", pattern: "^/" },
      },
    },
  ],
};

const properties = {
  name: { type: "string", title: "Name", minLength: 3, default: "demo" },
  count: { type: "integer", title: "Count", minimum: 1, maximum: 10, default: 3 },
  server: {
    type: "object",
    title: "Server",
    default: {},
    required: ["host"],
    properties: {
      host: { type: "string", title: "Host", default: "localhost" },
      tls: {
        type: "object",
        title: "Encryption",
        default: {},
        properties: { verify: { type: "boolean", title: "Verify the certificate", default: true } },
      },
    },
  },
  steps: {
    type: "array",
    title: "Steps",
    maxItems: 4,
    items: {
      type: "object",
      required: ["title"],
      properties: {
        title: { type: "string", title: "Title", minLength: 1 },
        weight: { type: "number", title: "Weight", default: 1 },
      },
    },
  },
  source,
  size: {
    title: "Size",
    anyOf: [
      { title: "In numbers", type: "integer", minimum: 1 },
      { title: "In words", type: "string", minLength: 1 },
    ],
  },
  notify: { type: "boolean", title: "Tell somebody", default: false },
  due: { type: "string", format: "date-time", title: "Due" },
  labels: { type: "object", title: "Labels", additionalProperties: { type: "string" } },
  token: { type: "string", writeOnly: true, title: "Token" },
  words: { type: "array", title: "Words", items: { type: "string" } },
  pause: { type: "string", format: "duration", title: "Pause" },
  rhythm: { type: "string", title: "Rhythm" },
  zone: { type: "string", title: "Zone" },
};

/**
 * A template with a field of each kind. Its jobs are for remote workers, of which there is none, so
 * they stay queued.
 */
export const demo: TemplateDefinition = {
  name: "demo",
  title: "One of everything",
  description: "Each kind of field once.",
  tags: ["demo"],
  payload: {
    type: "object",
    required: ["name", "source"],
    properties,
    if: { required: ["notify"], properties: { notify: { const: true } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: {
      required: ["email"],
      properties: { email: { type: "string", format: "email", title: "E-mail of that person" } },
    },
  },
  form: {
    source: { kind: { "ui:widget": "hidden" } },
    words: { "ui:widget": "tags" },
    pause: { "ui:widget": "duration" },
    rhythm: { "ui:widget": "cron" },
    zone: { "ui:widget": "timezone" },
  },
  run: { kind: "remote" },
  examples: [
    {
      title: "From a file",
      payload: { name: "from a file", source: { kind: "file", path: "/etc/hostname" } },
    },
    {
      title: "With steps",
      payload: {
        name: "with steps",
        source: { kind: "text", text: "a" },
        steps: [{ title: "one" }, { title: "two" }],
      },
    },
  ],
};

/** The smallest payload that is valid for it. */
export const demoPayload = { name: "demo", source: { kind: "text", text: "hello" } };
