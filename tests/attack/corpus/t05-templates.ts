import { type Corpus, corpus, type Verdict } from "../corpus.ts";
import type { Target } from "../target.ts";

const base = { name: "attack-template", title: "Attack", run: { kind: "remote" } };
const text = { type: "string" };
const withPayload = (properties: object, more: object = {}) => ({
  ...base,
  payload: { type: "object", properties },
  ...more,
});
const http = (run: object) =>
  withPayload({ a: text }, { run: { kind: "http", url: "https://example.org", ...run } });

/** Nested choices, each level with twice as many as the one before. */
function choices(depth: number): object {
  return depth === 0 ? { const: 1 } : { anyOf: [choices(depth - 1), choices(depth - 1)] };
}
function nested(depth: number): object {
  return depth === 0 ? text : { type: "object", properties: { a: nested(depth - 1) } };
}
const doubling = Object.fromEntries(
  Array.from({ length: 30 }, (_, n) => [
    `d${n}`,
    { anyOf: [{ $ref: `#/$defs/d${n + 1}` }, { $ref: `#/$defs/d${n + 1}` }] },
  ]),
);
const self = { type: "array", items: { $ref: "#/$defs/n" } };

/** Templates that must not be published. */
const refused: Record<Corpus["threat"], Record<string, object>> = {
  T5: {
    "a placeholder that reaches for the prototype": http({
      url: "https://example.org/{{payload.__proto__}}",
    }),
    "a placeholder for a constructor": http({ body: { a: "{{payload.constructor.name}}" } }),
    "a placeholder for something else": http({ url: "https://example.org/{{process.env.HOME}}" }),
    "a placeholder with a call": http({ url: "https://example.org/{{payload.a.toString()}}" }),
    "a header of the connection": http({ headers: { Host: "internal.example" } }),
    "a second header in a header": http({ headers: { "X-A": "a\r\nHost: b" } }),
    "a header with a line break in its name": http({ headers: { "X-A\r\nHost": "b" } }),
    "a length of the body": http({ headers: { "Content-Length": "0" } }),
    "an encoding of the body": http({ headers: { "Transfer-Encoding": "chunked" } }),
    "a password in the address": http({ url: "https://user:password@example.org" }),
  },
  T6: {
    "a look-ahead": withPayload({ a: { ...text, pattern: "^(?=a+)+$" } }),
    "a look-behind": withPayload({ a: { ...text, pattern: "(?<=a)b" } }),
    "a back-reference": withPayload({ a: { ...text, pattern: "^(a+)\\1+$" } }),
  },
  T7: {
    "choices that double": withPayload({ a: choices(12) }),
    "references that double": withPayload({ a: { $ref: "#/payload" } }, {}),
    "references that double by definitions": {
      ...base,
      payload: { type: "object", $defs: { ...doubling, d30: text }, $ref: "#/$defs/d0" },
    },
    "a depth of 100": withPayload({ a: nested(100) }),
    "1,000 properties with patterns": withPayload(
      Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`p${n}`, { pattern: "a" }])),
    ),
    "a megabyte of description": withPayload({ a: { ...text, description: "x".repeat(2 ** 20) } }),
    "unique items without a bound": withPayload({ a: { type: "array", uniqueItems: true } }),
    "unique items, a thousand million": withPayload({
      a: { type: "array", uniqueItems: true, maxItems: 1e9 },
    }),
    "patterns that are long once they are written out": withPayload(
      Object.fromEntries(
        Array.from({ length: 40 }, (_, n) => [
          `a${n}`,
          { ...text, pattern: `${"[\\p{L}]{1000}".repeat(70)}${n}` },
        ]),
      ),
    ),
    "items that are made": withPayload({ a: { type: "array", minItems: 100_000 } }),
    "a result that recurs twice": withPayload(
      {},
      { result: { $ref: "#/$defs/n", $defs: { n: { anyOf: [self, self] } } } },
    ),
  },
  T8: {
    "a reference to another server": withPayload({ a: { $ref: "https://example.org/s.json" } }),
    "a reference to a file": withPayload({ a: { $ref: "file:///etc/passwd" } }),
    "a reference by a path": withPayload({ a: { $ref: "../../etc/passwd" } }),
    "a reference to a schema of the validator": withPayload({
      a: { $ref: "https://json-schema.org/draft/2020-12/schema" },
    }),
    "a dynamic reference to elsewhere": withPayload({ a: { $dynamicRef: "other.json#x" } }),
  },
  T10: {
    "styles in the form": withPayload(
      { a: text },
      { form: { a: { "ui:style": { color: "red" } } } },
    ),
    "classes in the form": withPayload({ a: text }, { form: { a: { "ui:classNames": "x" } } }),
    "a field of its own": withPayload({ a: text }, { form: { a: { "ui:field": "SchemaField" } } }),
    "an unknown widget": withPayload({ a: text }, { form: { a: { "ui:widget": "evil" } } }),
    markdown: withPayload({ a: text }, { form: { a: { "ui:enableMarkdownInDescription": true } } }),
    "a title that turns the text beside it": { ...withPayload({}), title: "a \u202egnp.exe" },
  },
};

async function judge(target: Target, definition: object): Promise<Verdict> {
  const { status, json } = await target.publish(definition);
  if (status < 300) return "the template was taken";
  if (status >= 500) return `the server failed: ${status} ${json.code}`;
  const alive = await target.ask("/health/live", { token: null });
  return alive.status === 200 ? null : "the server does not answer any more";
}

const titles: Record<string, string> = {
  T5: "placeholders and headers that reach too far",
  T6: "patterns that take for ever",
  T7: "schemas that cost too much",
  T8: "references out of the schema",
  T10: "markup and styles in forms",
};

export const templates: readonly Corpus[] = Object.entries(refused).map(([threat, cases]) =>
  // The keys of the table are threats.
  corpus(threat as Corpus["threat"], titles[threat] ?? "", cases, judge),
);

/** Patterns that a backtracking engine needs years for, with a text that does it. */
const slowPatterns: Record<string, [pattern: string, text: string]> = {
  "nested repetition": ["^(a+)+$", `${"a".repeat(40)}!`],
  alternation: ["^(a|aa)+$", `${"a".repeat(60)}!`],
  "alternation of classes": ["^([a-zA-Z]+)*$", `${"a".repeat(40)}!`],
  "three stars": ["^.*.*.*=.*$", "x".repeat(20_000)],
  "an e-mail address": ["^([a-z0-9]+[._-]?)+@([a-z]+\\.)+[a-z]+$", `${"a".repeat(50)}!`],
};

/** Such patterns may be published; matching them takes no longer than any other. */
export const patterns = corpus(
  "T6",
  "texts that a pattern takes for ever to refuse",
  slowPatterns,
  async (target, [pattern, value]) => {
    const { status } = await target.publish({
      ...{ ...base, name: "attack-pattern" },
      payload: { type: "object", properties: { a: { type: "string", pattern } } },
    });
    if (status >= 300) return null;
    const start = performance.now();
    const body = { payload: { a: value } };
    await target.ask("/api/v1/templates/attack-pattern/validate", { method: "POST", body });
    const seconds = (performance.now() - start) / 1000;
    return seconds > 10 ? `it took ${Math.round(seconds)} s` : null;
  },
);
