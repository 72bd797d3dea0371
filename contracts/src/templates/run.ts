import type { Static } from "typebox";
import { closed, record } from "../shapes.ts";
import { Type } from "../typebox.ts";
import { RunLimits } from "./run-limits.ts";

/** What a template runs: one schema per kind. */

const files = Type.Array(Type.String({ minLength: 1 }), {
  minItems: 1,
  maxItems: 20,
  description:
    "Paths that its jobs read or write, with placeholders; each has to lie in a folder of FORMWORK_FILES",
});

const strings = (description: string) => record(Type.String(), { description });

/** What a secret of the store may be called. */
export const secretName = "^[A-Za-z_][A-Za-z0-9_-]{0,63}$";

const secrets = (description: string) =>
  Type.Optional(
    Type.Array(Type.String({ pattern: secretName }), {
      maxItems: 50,
      uniqueItems: true,
      description,
    }),
  );

export const HttpRun = closed({
  kind: Type.Literal("http", { description: "Call a URL" }),
  method: Type.Optional(
    Type.Enum(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"], {
      description: "GET unless told",
    }),
  ),
  url: Type.String({ description: "Address; may hold placeholders" }),
  headers: Type.Optional(strings("Headers; values may hold placeholders")),
  auth: Type.Optional(
    Type.Union(
      [
        closed(
          {
            basic: closed(
              {
                user: Type.String({ description: "User name; may hold placeholders" }),
                password: Type.String({ description: "Password; may hold placeholders" }),
              },
              { description: "User name and password" },
            ),
          },
          { description: "HTTP Basic authentication (RFC 7617)" },
        ),
        closed(
          { bearer: Type.String({ description: "Token; may hold placeholders" }) },
          { description: "A bearer token (RFC 6750)" },
        ),
      ],
      {
        description:
          "What the header Authorization is made of; not sent where a placeholder of it has no value",
      },
    ),
  ),
  body: Type.Optional(
    Type.Unknown({
      description:
        "Sent as JSON, as a form or as text, by Content-Type; strings inside may hold placeholders",
    }),
  ),
  expect: Type.Optional(
    closed(
      {
        status: Type.Optional(
          Type.Union(
            [
              Type.Integer({ minimum: 100, maximum: 599 }),
              Type.Array(Type.Integer({ minimum: 100, maximum: 599 })),
              Type.String(),
            ],
            {
              description:
                "Status or statuses that count as success, or a placeholder for one; 200–299 unless told",
            },
          ),
        ),
        json: Type.Optional(
          Type.Unknown({
            description: "JSON the answer has to contain: objects match by the keys named here",
          }),
        ),
      },
      { description: "What a good answer looks like" },
    ),
  ),
  retryOn: Type.Optional(
    Type.Array(Type.Integer({ minimum: 100, maximum: 599 }), {
      description: "Statuses to retry besides 408, 425, 429 and 5xx",
    }),
  ),
});
export type HttpRun = Static<typeof HttpRun>;

/** Headers that the connection decides about, or that choose which host answers. */
const reservedHeaders: readonly string[] = [
  ...["host", "content-length", "transfer-encoding", "connection", "upgrade", "expect", "te"],
  ...["trailer", "keep-alive", "proxy-connection", "proxy-authorization", "http2-settings"],
];

/** Returns true for a header that no template may set. */
export function isReservedHeader(name: string): boolean {
  return reservedHeaders.includes(name.toLowerCase());
}

/** What an environment variable may be called; those of Formwork are set by the worker alone. */
export const environmentName = /^(?!FORMWORK_)[A-Za-z_][A-Za-z0-9_]*$/;

export const CommandRun = closed({
  kind: Type.Literal("command", { description: "Run a program, never through a shell" }),
  argv: Type.Array(
    Type.Union([
      Type.String(),
      Type.Array(Type.String(), {
        minItems: 1,
        maxItems: 20,
        description: "Arguments that are left out together where a placeholder has no value",
      }),
    ]),
    {
      minItems: 1,
      maxItems: 100,
      description: "Program and arguments; a placeholder stays one argument",
    },
  ),
  cwd: Type.Optional(Type.String({ description: "Folder it runs in; a fresh one unless told" })),
  env: Type.Optional(strings("Environment variables; values may hold placeholders")),
  limits: Type.Optional(RunLimits),
  files: Type.Optional(files),
});
export type CommandRun = Static<typeof CommandRun>;

export const ModuleRun = closed({
  kind: Type.Literal("module", { description: "Call a function" }),
  file: Type.String({
    // No segment is `..`, so the path stays below the folder.
    pattern: "^(?:\\./)?(?:[\\w-]+(?:\\.[\\w-]+)*/)*[\\w-]+(?:\\.[\\w-]+)*\\.(?:js|mjs|ts|mts)$",
    description: "Module that exports run(); relative to the template's file",
  }),
  secrets: secrets("Names of secrets that run() gets as `secrets`"),
  memory: Type.Optional(
    Type.Integer({
      minimum: 32,
      maximum: 65536,
      description: "Memory that its values may take, in MB; 512 unless told",
    }),
  ),
  limits: Type.Optional(RunLimits),
  files: Type.Optional(files),
});
export type ModuleRun = Static<typeof ModuleRun>;

export const RemoteRun = closed({
  kind: Type.Literal("remote", { description: "Claimed over HTTP by a worker in any language" }),
  secrets: secrets("Names of secrets that the reply to a claim holds, in the clear"),
});

export const Run = Type.Union([HttpRun, CommandRun, ModuleRun, RemoteRun], {
  description: "What to run",
});
export type Run = Static<typeof Run>;
export const runKinds = ["http", "command", "module", "remote"] as const satisfies Run["kind"][];
export type RunKind = Run["kind"];
