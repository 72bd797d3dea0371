/** A payload schema with every kind of branch that a form can draw. */
export const richSchema = {
  type: "object",
  $defs: {
    port: { type: "integer", minimum: 1, maximum: 65_535, default: 443 },
    host: {
      type: "object",
      required: ["name"],
      properties: { name: { type: "string", minLength: 1 }, port: { $ref: "#/$defs/port" } },
    },
    step: {
      type: "object",
      required: ["action"],
      properties: {
        action: { type: "string", enum: ["copy", "move"], default: "copy" },
        then: { type: "array", items: { $ref: "#/$defs/step" } },
      },
    },
  },
  required: ["target", "pair", "auth"],
  properties: {
    target: { $ref: "#/$defs/host" },
    mirror: {
      type: "object",
      properties: {
        hosts: { type: "array", items: { $ref: "#/$defs/host" } },
        keep: { type: "boolean", default: true },
      },
    },
    pair: {
      type: "array",
      minItems: 2,
      maxItems: 4,
      uniqueItems: true,
      items: {
        type: "object",
        properties: { weight: { type: "number", default: 1 }, tag: { type: "string" } },
      },
    },
    optional: { type: "array", minItems: 2, items: { type: "string" } },
    auth: {
      type: "object",
      oneOf: [
        { title: "None", properties: { kind: { const: "none" } }, required: ["kind"] },
        {
          title: "Basic",
          properties: {
            kind: { const: "basic" },
            user: { type: "string", default: "admin" },
            secret: { type: "string", writeOnly: true, minLength: 8 },
          },
          required: ["kind", "user", "secret"],
        },
        {
          title: "Token",
          properties: {
            kind: { const: "token" },
            token: { type: "string", pattern: "^[a-f0-9]{4,}$" },
          },
          required: ["kind", "token"],
        },
      ],
    },
    when: { anyOf: [{ type: "string", format: "date-time" }, { type: "null" }] },
    every: { type: "string", format: "duration" },
    at: { type: "string", format: "cron" },
    zone: { type: "string", format: "timezone", default: "UTC" },
    labels: { type: "object", additionalProperties: { type: "string" } },
    retries: { type: "boolean" },
    level: {
      type: "string",
      oneOf: [
        { const: "low", title: "Low" },
        { const: "high", title: "High" },
      ],
      default: "low",
    },
    steps: { type: "array", items: { $ref: "#/$defs/step" } },
  },
  dependentSchemas: {
    every: { properties: { jitter: { type: "integer", default: 5 } }, required: ["jitter"] },
  },
  dependentRequired: { at: ["zone"] },
  allOf: [
    {
      if: { properties: { retries: { const: true } }, required: ["retries"] },
      then: {
        properties: {
          attempts: { type: "integer", default: 3, minimum: 1 },
          wait: { type: "string", format: "duration", default: "1s" },
        },
        required: ["attempts"],
      },
      else: { properties: { reason: { type: "string" } } },
    },
    {
      if: { properties: { level: { const: "high" } }, required: ["level"] },
      then: { properties: { page: { type: "string", format: "email" } }, required: ["page"] },
    },
  ],
};

/** Payloads for that schema: some fit, and each of the others has a fault of its own. */
export const richPayloads: Record<string, unknown>[] = [
  {},
  { target: { name: "a" }, auth: { kind: "none" } },
  { target: { name: "a", port: 0 }, auth: { kind: "none" }, pair: [{}, {}] },
  { target: { name: "" }, auth: { kind: "basic" } },
  { target: { name: "a" }, auth: { kind: "basic", secret: "short", token: "stale" } },
  {
    target: { name: "a" },
    auth: { kind: "basic", user: "u", secret: "long enough" },
    pair: [{ weight: 2 }, { tag: "x" }],
  },
  { target: { name: "a" }, auth: { kind: "token", token: "zzzz" } },
  { target: { name: "a" }, auth: { kind: "tokn", token: "abcd" } },
  { target: { name: "a" }, auth: {} },
  { target: { name: "a" }, auth: "none" },
  { target: "a", auth: { kind: "none" }, labels: { a: 1 } },
  { target: { name: "a", prot: 1 }, auth: { kind: "none" }, urll: 1 },
  { target: { name: "a" }, auth: { kind: "none" }, retries: true, wait: "soon", reason: "stale" },
  { target: { name: "a" }, auth: { kind: "none" }, retries: false, attempts: 4, reason: "calm" },
  { target: { name: "a" }, auth: { kind: "none" }, level: "high" },
  { target: { name: "a" }, auth: { kind: "none" }, level: "high", page: "nobody" },
  { target: { name: "a" }, auth: { kind: "none" }, level: "medium" },
  { target: { name: "a" }, auth: { kind: "none" }, every: "10m" },
  { target: { name: "a" }, auth: { kind: "none" }, every: "10 min", at: "* * *", zone: "Mars" },
  { target: { name: "a" }, auth: { kind: "none" }, when: "tomorrow" },
  { target: { name: "a" }, auth: { kind: "none" }, when: null, optional: ["x"] },
  {
    target: { name: "a" },
    auth: { kind: "none" },
    mirror: { hosts: [{}, { name: "b", port: 70_000 }] },
  },
  {
    target: { name: "a" },
    auth: { kind: "none" },
    steps: [{ then: [{ action: "stop" }, { action: "move", then: [] }] }],
  },
  {
    target: { name: "a" },
    auth: { kind: "none" },
    pair: [{ weight: 1 }, { weight: 1 }, { weight: 1 }, { weight: 1 }, { weight: 1 }],
  },
];
