import { gzipSync } from "node:zlib";
import type { Operation } from "@formwork/contracts/operations/operation";
import { operations } from "@formwork/contracts/operations/operations";
import { corpus, named, type Verdict } from "../corpus.ts";
import type { Request, Target } from "../target.ts";

const validate = "/api/v1/schedules/preview";
const post = (raw: string | Uint8Array<ArrayBuffer>, headers = {}): Request => ({
  ...{ method: "POST", raw, headers },
});
/** An answer of 4xx is what these deserve. */
function refused({ status, text }: { status: number; text: string }): Verdict {
  if (status >= 500) return `the server failed with ${status}`;
  if (status < 400) return `it was taken with ${status}`;
  return /at .*\.[jt]s:\d/.test(text) ? "the answer has a stack" : null;
}
const ask = (path: string) => async (target: Target, request: Request) =>
  refused(await target.ask(path, request));

const cron = '"cron":"* * * * *","timezone":"UTC"';
const keys = ["__proto__", "constructor", "prototype", "\\u005f_proto__", "__pro\\u0074o__"];
const deep = (depth: number, inner: string) =>
  `${'{"a":'.repeat(depth)}${inner}${"}".repeat(depth)}`;

export const prototypes = corpus(
  "T11",
  "keys that reach for a prototype",
  named([
    ...keys.map((key) => `{${cron},"${key}":{"admin":true}}`),
    ...keys.map((key) => `{${cron},"payload":${deep(3, `{"${key}":{"admin":true}}`)}}`),
    ...keys.map((key) => `{${cron},"payload":[{"${key}":1}]}`),
  ]),
  (target, raw) => ask(validate)(target, post(raw)),
);

export const bodies = corpus<Request>(
  "T12",
  "bodies that are too large, too deep, or none",
  {
    "300 kB": post(`{"payload":"${"x".repeat(300 * 1024)}"}`),
    "a depth of 41": post(`{${cron},"payload":${deep(41, "1")}}`),
    "a depth of 100,000": post("[".repeat(100_000)),
    "a depth of 100,000, of objects": post('{"a":'.repeat(100_000)),
    "half of an object": post('{"a":'),
    nothing: post(""),
    null: post("null"),
    "a list": post("[]"),
    "a number": post("1"),
    "not UTF-8": post(new Uint8Array([0x22, 0xff, 0xfe, 0x22])),
    "UTF-16": post(new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0])),
    "a number that is none": post(`{${cron},"count":1e400}`),
    "one key twice": post(`{${cron},"count":1,"count":2}`),
    NaN: post(`{${cron},"count":NaN}`),
    "zeros in a text": post(`{"cron":"\u0000","timezone":"UTC"}`),
    compressed: post(new Uint8Array(gzipSync("{}")), { "content-encoding": "gzip" }),
    "another character set": post("{}", { "content-type": "application/json; charset=utf-7" }),
    "a form": post("a=b", { "content-type": "application/x-www-form-urlencoded" }),
    "a text": post("{}", { "content-type": "text/plain" }),
    "no type": post("{}", { "content-type": "" }),
    "a leap second": post('{"at":"2016-12-31T23:59:60Z","timezone":"Nowhere"}'),
  },
  ask(validate),
);

export const traversal = corpus(
  "T12",
  "paths out of the folder of the UI",
  named([
    ...["/../../etc/passwd", "/..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd"],
    ...["/assets/..%5c..%5cetc%5cpasswd", "/assets/%2e%2e%2f%2e%2e%2fpackage.json"],
    ...[
      "/%c0%ae%c0%ae/etc/passwd",
      "//etc/passwd",
      "/assets/..;/..;/etc/passwd",
      "/%00/etc/passwd",
    ],
    ...["/api/v1/jobs/..%2f..%2fusers", "/api/v1/templates/..%2f..%2fetc", "/%", "/%zz"],
  ]),
  async (target, path) => {
    const { status, text } = await target.ask(path, { token: null });
    if (status >= 500) return `the server failed with ${status}`;
    return /root:x:|"workspaces"/.test(text) ? "it sent a file" : null;
  },
);

const filters = ["q", "state", "template", "createdBy", "cursor", "limit", "from", "sort"];
export const operators = corpus<{ path: string; request: Request }>(
  "T13",
  "operators of MongoDB",
  Object.fromEntries(
    [
      ...filters.map((name) => ({ path: `/api/v1/jobs?${name}[$ne]=x`, request: {} })),
      ...filters.map((name) => ({ path: `/api/v1/jobs?${name}[]=x`, request: {} })),
      ...['{"$ne":null}', '{"$gt":""}', '{"$regex":".*"}', '{"$where":"1"}'].flatMap((value) => [
        {
          path: "/api/v1/auth/sign-in",
          request: {
            ...{ method: "POST", token: null },
            raw: `{"email":${value},"password":${value}}`,
          },
        },
        { path: `/api/v1/jobs/${encodeURIComponent(value)}`, request: {} },
        {
          path: "/api/v1/jobs",
          request: { method: "POST", raw: `{"template":${value},"payload":{}}` },
        },
        { path: "/api/v1/schedules/$where", request: {} },
      ]),
    ].map((attack) => [
      `${attack.path} ${"raw" in attack.request ? attack.request.raw : ""}`,
      attack,
    ]),
  ),
  async (target, { path, request }) => refused(await target.ask(path, request)),
);

/** Every operation with a body, from the table: with a property that it does not have. */
const writable = Object.entries<Operation>(operations).filter(
  ([, { body, scope }]) => Object(body).additionalProperties === false && scope !== "public",
);
export const assignment = corpus<Operation>(
  "T14",
  "properties that a caller may not set",
  Object.fromEntries(writable),
  async (target, { method, path }) => {
    const place = path.replace(/:\w+/g, "none");
    const body = { id: "x", role: "admin", createdBy: "x", isAdmin: true, userId: "x" };
    return refused(await target.ask(place, { method: method.toUpperCase(), body }));
  },
);
