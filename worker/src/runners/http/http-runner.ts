import { resolve } from "node:path";
import type { HttpRun } from "@formwork/contracts/run";
import type { Clock } from "@formwork/engine/runtime/clock";
import { type Dialer, isRefused, type Refusal } from "@formwork/engine/runtime/dialer/dialer";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import { maxResultBytes } from "@formwork/engine/work/attempt-limits";
import type { Outcome } from "@formwork/engine/work/work";
import { placeholderValues, type Values } from "../placeholders.ts";
import { failed, fatal, type RunContext, type Runner } from "../runner.ts";
import { decodeBody } from "./decode-body.ts";
import {
  type HttpRequest,
  holdsSecret,
  prepareRequest,
  redirectRequest,
  urlForLog,
} from "./http-request.ts";
import {
  type HttpResponse,
  isNamed,
  outcomeOfResponse,
  presentHeaders,
  readBody,
} from "./http-response.ts";
import { parseBody } from "./parse-body.ts";

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
  telemetry: Telemetry;
  templatesFolder: string;
  limits?: Partial<HttpLimits>;
};

/**
 * Creates the runner of `http` jobs. It requests a URL, follows redirects with a check of each
 * address, and compares the response with what the template expects.
 */
export function createHttpRunner(deps: HttpDeps): Runner {
  const limits = { ...defaultLimits, ...deps.limits };
  return async (context) => {
    const run = httpRun(context);
    const values = placeholderValues(
      context.assignment,
      resolve(deps.templatesFolder, context.assignment.template.folder),
    );
    const { redact } = context.assignment;
    const call = { ...deps, ...context, limits, run, values };
    const request = prepareRequest(run, context.assignment, values);
    try {
      const response = await requestWithRedirects(call, request);
      return "outcome" in response
        ? response
        : outcomeOfResponse(run, response, { values, now: deps.clock.now(), redact });
    } catch (error) {
      return outcomeOfError(call, error);
    }
  };
}

/** One call of a job, with all its redirects. */
type Call = HttpDeps & RunContext & { limits: HttpLimits; run: HttpRun; values: Values };

async function requestWithRedirects(
  call: Call,
  first: HttpRequest,
): Promise<(HttpResponse & { json: unknown }) | Outcome> {
  const { limits, run, values } = call;
  const hidden = holdsSecret(run.url, values, call.assignment.redact);
  let request = first;
  for (let hop = 0; hop <= limits.redirects; hop++) {
    const shownFirst = run.url.split("?")[0] ?? run.url;
    const shown = hop === 0 ? shownFirst : `${request.url.origin}/…`;
    const answer = await exchange(call, request, urlForLog(request.url, hidden ? shown : null));
    const { status, headers } = answer;
    const follows = redirectStatuses.includes(status) && !isNamed(run, status, values);
    if (!follows || headers.location === undefined) return readAnswer(call, answer);
    const next = redirectRequest(request, status, headers.location);
    if (next === null)
      return fatal(
        "redirects",
        `The address redirects to "${headers.location}", which is no address`,
      );
    if (next === "other-origin")
      return fatal(
        "redirects",
        "The address redirects to another host, which must not get the body of the request; call that one",
      );
    request = next;
  }
  return fatal("redirects", `The address redirects more than ${limits.redirects} times`);
}

const redirectStatuses = [301, 302, 303, 307, 308];

type Answer = { status: number; headers: Record<string, string>; bytes: Buffer | null };

/** Room in a result for what stands beside the body: the status and the headers. */
const maxHeadersBytes = 64 * 1024;

/** Returns an answer as a result, its body decoded. */
async function readAnswer(
  { limits, log }: Call,
  { status, headers, bytes }: Answer,
): Promise<(HttpResponse & { json: unknown }) | Outcome> {
  const tooLarge = () =>
    fatal("too-large", `The answer's body is longer than ${limits.bodyBytes} bytes`);
  if (bytes === null) return tooLarge();
  const decoded = await decodeBody(bytes, headers["content-encoding"], limits.bodyBytes);
  if ("fault" in decoded)
    return decoded.fault === "too-large"
      ? tooLarge()
      : fatal("encoding", `The answer's body cannot be read as ${decoded.encoding}`);
  const { shown, json, note } = parseBody(
    decoded.bytes,
    headers["content-type"],
    maxResultBytes - maxHeadersBytes,
  );
  if (note !== null) log("system", note);
  return { status, headers, ...shown, json };
}

/** Sends one request and reads its response. Writes both to the job's log as one line. */
async function exchange(
  { dialer, clock, limits, signal, log }: Call,
  request: HttpRequest,
  shownUrl: string,
): Promise<Answer> {
  const started = clock.monotonic();
  const logEnd = (end: string) =>
    log(
      "system",
      `${request.method} ${shownUrl} → ${end} in ${Math.round(clock.monotonic() - started)} ms`,
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

function outcomeOfError({ telemetry, assignment }: Call, error: unknown): Outcome {
  if (isRefused(error)) return refused(telemetry, assignment.job.id, error);
  const code = codeOf(error);
  const text = error instanceof Error ? error.message : String(error);
  if (code === "UND_ERR_INVALID_ARG") return fatal("invalid", text);
  const [reason, message] = reasons[code ?? ""] ?? ["network", "The call failed"];
  return failed(reason, `${message}: ${text}`, { code });
}

/** What a private name stands for is told to the operator alone, not to everybody who sees jobs. */
function refused({ log }: Telemetry, jobId: string, { message, host, address }: Refusal): Outcome {
  log.warn("address.refused", { jobId, host, address });
  return fatal("address-refused", message);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
}
