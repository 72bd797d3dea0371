import type { HttpRun } from "@formwork/contracts/template";
import type { Clock } from "@formwork/engine/runtime/clock";
import type { Outcome } from "@formwork/engine/work/work";
import { placeholderValues } from "../placeholders.ts";
import { failed, fatal, type RunContext, type Runner } from "../runner.ts";
import { type Dialer, isRefused } from "./dialer.ts";
import { type HttpAnswer, judge, parseBody, presentHeaders, readBody } from "./http-answer.ts";
import { type HttpRequest, prepareRequest, redirectRequest, shownUrl } from "./http-request.ts";

/** Limits of one call. The attempt's own timeout is the limit of the whole. */
export type HttpLimits = {
  headersMs: number;
  bodyMs: number;
  bodyBytes: number;
  redirects: number;
};
const defaults: HttpLimits = {
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
 * Runs `http` jobs: calls a URL, follows redirects hop by hop, and holds the answer against what
 * the template expects.
 */
export function createHttpRunner(deps: HttpDeps): Runner {
  const call = { ...deps, limits: { ...defaults, ...deps.limits } };
  return async (context) => {
    const run = httpRun(context);
    const values = placeholderValues(context.assignment, deps.templatesFolder);
    const request = prepareRequest(run, context.assignment, values);
    try {
      const end = await follow(call, request, context);
      return "outcome" in end ? end : judge(run, end, values, deps.clock.now());
    } catch (error) {
      return outcomeOf(error);
    }
  };
}

type CallDeps = HttpDeps & { limits: HttpLimits };

async function follow(
  deps: CallDeps,
  first: HttpRequest,
  context: RunContext,
): Promise<HttpAnswer | Outcome> {
  let request: HttpRequest | null = first;
  for (let hop = 0; hop <= deps.limits.redirects; hop++) {
    const { status, headers, bytes } = await exchange(deps, request, context);
    const location = redirects.includes(status) ? headers.location : undefined;
    if (location === undefined && bytes === null)
      return fatal("too-large", `The answer's body is longer than ${deps.limits.bodyBytes} bytes`);
    if (location === undefined)
      return {
        status,
        headers,
        body: parseBody(bytes ?? Buffer.alloc(0), headers["content-type"]),
      };
    request = redirectRequest(request, status, location);
    if (request === null)
      return fatal("redirects", `The address redirects to "${location}", which is no address`);
  }
  return fatal("redirects", `The address redirects more than ${deps.limits.redirects} times`);
}

const redirects = [301, 302, 303, 307, 308];

/** One request and its answer, told in the job's log. */
async function exchange(
  { dialer, clock, limits }: CallDeps,
  request: HttpRequest,
  { signal, log }: RunContext,
) {
  const started = clock.monotonic();
  const tell = (end: string) =>
    log(
      "system",
      `${request.method} ${shownUrl(request.url)} → ${end} in ${Math.round(clock.monotonic() - started)} ms`,
    );
  try {
    const answer = await dialer.request({
      ...request,
      headersMs: limits.headersMs,
      bodyMs: limits.bodyMs,
      signal,
    });
    const bytes = await readBody(answer.body, limits.bodyBytes);
    tell(String(answer.statusCode));
    return { status: answer.statusCode, headers: presentHeaders(answer.headers), bytes };
  } catch (error) {
    tell(codeOf(error) ?? "error");
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

function outcomeOf(error: unknown): Outcome {
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
