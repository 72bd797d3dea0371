import type { HttpRun } from "@formwork/contracts/run";
import type { Clock } from "@formwork/engine/runtime/clock";
import type { Outcome } from "@formwork/engine/work/work";
import { placeholderValues } from "../placeholders.ts";
import { failed, fatal, type RunContext, type Runner } from "../runner.ts";
import { type Dialer, isRefused } from "./dialer.ts";
import { type HttpRequest, prepareRequest, redirectRequest, urlForLog } from "./http-request.ts";
import {
  type HttpResponse,
  outcomeOfResponse,
  parseBody,
  presentHeaders,
  readBody,
} from "./http-response.ts";

/** Limits of one request. The timeout of the attempt limits all of its requests together. */
export type HttpLimits = {
  headersMs: number;
  bodyMs: number;
  bodyBytes: number;
  redirects: number;
};
const defaultLimits: HttpLimits = {
  headersMs: 30_000,
  bodyMs: 30_000,
  bodyBytes: 1024 * 1024,
  redirects: 5,
};

export type HttpDeps = {
  dialer: Dialer;
  clock: Clock;
  templatesFolder: string;
  limits?: Partial<HttpLimits>;
};

/**
 * Creates the runner of `http` jobs. It requests a URL, follows redirects with a check of each
 * address, and compares the response with what the template expects.
 */
export function createHttpRunner(deps: HttpDeps): Runner {
  const call = { ...deps, limits: { ...defaultLimits, ...deps.limits } };
  return async (context) => {
    const run = httpRun(context);
    const values = placeholderValues(context.assignment, deps.templatesFolder);
    const request = prepareRequest(run, context.assignment, values);
    try {
      const response = await requestWithRedirects(call, request, context);
      return "outcome" in response
        ? response
        : outcomeOfResponse(run, response, values, deps.clock.now());
    } catch (error) {
      return outcomeOfError(error);
    }
  };
}

type CallDeps = HttpDeps & { limits: HttpLimits };

async function requestWithRedirects(
  deps: CallDeps,
  first: HttpRequest,
  context: RunContext,
): Promise<(HttpResponse & { json: unknown }) | Outcome> {
  let request: HttpRequest | null = first;
  for (let hop = 0; hop <= deps.limits.redirects; hop++) {
    const { status, headers, bytes } = await exchange(deps, request, context);
    const location = redirectStatuses.includes(status) ? headers.location : undefined;
    if (location === undefined && bytes === null)
      return fatal("too-large", `The answer's body is longer than ${deps.limits.bodyBytes} bytes`);
    if (location === undefined) {
      const { inexact, ...parsed } = parseBody(bytes ?? Buffer.alloc(0), headers["content-type"]);
      if (inexact !== null)
        context.log(
          "system",
          `The answer is kept as its text, since a value would change: ${inexact}`,
        );
      return { status, headers, ...parsed };
    }
    request = redirectRequest(request, status, location);
    if (request === null)
      return fatal("redirects", `The address redirects to "${location}", which is no address`);
  }
  return fatal("redirects", `The address redirects more than ${deps.limits.redirects} times`);
}

const redirectStatuses = [301, 302, 303, 307, 308];

/** Sends one request and reads its response. Writes both to the job's log as one line. */
async function exchange(
  { dialer, clock, limits }: CallDeps,
  request: HttpRequest,
  { signal, log }: RunContext,
) {
  const started = clock.monotonic();
  const logEnd = (end: string) =>
    log(
      "system",
      `${request.method} ${urlForLog(request.url)} → ${end} in ${Math.round(clock.monotonic() - started)} ms`,
    );
  try {
    const response = await dialer.request({
      ...request,
      headersMs: limits.headersMs,
      bodyMs: limits.bodyMs,
      signal,
    });
    const bytes = await readBody(response.body, limits.bodyBytes);
    logEnd(String(response.statusCode));
    return { status: response.statusCode, headers: presentHeaders(response.headers), bytes };
  } catch (error) {
    logEnd(codeOf(error) ?? "error");
    throw error;
  }
}

function httpRun({ assignment }: RunContext): HttpRun {
  const { run } = assignment.template;
  if (run.kind !== "http") throw new TypeError(`An http job with a template of kind ${run.kind}`);
  return run;
}

const reasons: Record<string, [reason: string, message: string]> = {
  UND_ERR_CONNECT_TIMEOUT: ["connect-timeout", "The address did not take the connection in time"],
  UND_ERR_HEADERS_TIMEOUT: [
    "headers-timeout",
    "The address took the request but did not begin to answer in time",
  ],
  UND_ERR_BODY_TIMEOUT: ["body-timeout", "The answer stopped in its middle"],
  ENOTFOUND: ["dns", "The host's name is not known"],
  EAI_AGAIN: ["dns", "The host's name could not be looked up"],
  ECONNREFUSED: ["network", "Nothing listens at the address"],
};

function outcomeOfError(error: unknown): Outcome {
  if (isRefused(error)) return fatal("address-refused", error.message);
  const code = codeOf(error);
  const text = error instanceof Error ? error.message : String(error);
  if (code === "UND_ERR_INVALID_ARG") return fatal("invalid", text);
  const [reason, message] = reasons[code ?? ""] ?? ["network", "The call failed"];
  return failed(reason, `${message}: ${text}`, { code });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
}
