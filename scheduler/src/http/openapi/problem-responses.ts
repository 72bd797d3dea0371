import type { Operation } from "@formwork/contracts/operations/operation";
import { type ProblemCode, problems } from "@formwork/contracts/problem";
import { quota, referTo } from "./headers.ts";

type Json = Record<string, unknown>;

/** What the response of a status is called; one for all operations, so that clients have one type. */
const names: Readonly<Record<number, string>> = {
  400: "BadRequest",
  401: "NotSignedIn",
  403: "Forbidden",
  404: "NotFound",
  405: "MethodNotAllowed",
  408: "RequestTimeout",
  409: "Conflict",
  412: "PreconditionFailed",
  413: "TooLarge",
  415: "UnsupportedMediaType",
  421: "Misdirected",
  422: "NotValid",
  429: "TooManyRequests",
  431: "HeadersTooLarge",
  500: "Internal",
  503: "Unavailable",
};
const headersOf: Readonly<Record<number, Parameters<typeof referTo>>> = {
  429: ["Retry-After", ...quota],
  503: ["Retry-After"],
};

/** Makes the response of each status that a problem has. */
export function problemResponses(schema: unknown): Json {
  const byStatus = Map.groupBy(Object.keys(problems).filter(isCode), statusOf);
  const entries = [...byStatus].map(([status, codes]) => [
    nameOf(status),
    {
      description: codes.map((code) => `\`${code}\`: ${problems[code].title}`).join("\n\n"),
      headers: referTo("X-Trace-Id", ...(headersOf[status] ?? [])),
      content: { "application/problem+json": { schema } },
    },
  ]);
  return Object.fromEntries(entries);
}

/** Refers to the response of each status with which an operation may refuse. */
export function refusals(row: Operation): Json {
  const statuses = [...new Set(problemsOf(row).map(statusOf))].sort();
  return Object.fromEntries(
    statuses.map((status) => [status, { $ref: `#/components/responses/${nameOf(status)}` }]),
  );
}

/** Lists the problems of an operation: those of every operation of its shape, then its own. */
export function problemsOf(row: Operation): ProblemCode[] {
  return [...new Set<ProblemCode>([...row.problems, ...commonProblems(row)])];
}

function commonProblems(row: Operation): ProblemCode[] {
  return [
    ...(row.scope === "public" ? [] : (["not-signed-in", "forbidden"] as const)),
    ...(row.method === "get" ? [] : (["foreign-origin"] as const)),
    ...(["bad-request", "too-large", "unsupported-media-type"] as const),
    ...(mayBeLimited(row) ? (["too-many-requests"] as const) : []),
    "invalid-request",
    "internal",
    "unavailable",
  ];
}

/** Whether a call takes tokens: as one of its row, or as one of somebody unknown. */
function mayBeLimited({ limit, scope, forServices }: Operation): boolean {
  return limit !== null || scope !== "public" || forServices === true;
}

const statusOf = (code: ProblemCode): number => problems[code].status;

function nameOf(status: number): string {
  const name = names[status];
  if (name === undefined) throw new Error(`The responses of ${status} have no name`);
  return name;
}

function isCode(name: string): name is ProblemCode {
  return Object.hasOwn(problems, name);
}
