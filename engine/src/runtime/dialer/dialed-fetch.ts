import type { Dialer, DialParams } from "./dialer.ts";

/** What a library gives to the `fetch` that it was told to use. */
export type DialedRequest = {
  method: string;
  headers: Record<string, string>;
  body?: unknown;
  signal?: AbortSignal | null | undefined;
};

/** Milliseconds within which an answer has to come; libraries give a signal of their own besides. */
const answerMs = 30_000;
/** The longest answer that is read, in bytes: what providers say of themselves is some kilobytes. */
const maxAnswerBytes = 1024 * 1024;
const statusesWithoutBody = [204, 205, 304];

/**
 * Makes a `fetch` of a dialer, for libraries that call addresses by it. Follows no redirect. Rejects
 * with a TypeError whose cause is the reason, as `fetch` does.
 */
export function createDialedFetch(
  dialer: Pick<Dialer, "request">,
): (url: string, request: DialedRequest) => Promise<Response> {
  return async (url, { method, headers, body, signal }) => {
    try {
      const answer = await dialer.request({
        url: new URL(url),
        // Libraries that take a `fetch` send methods of HTTP.
        method: method as DialParams["method"],
        headers,
        body: body === undefined || body === null ? null : String(body),
        signal: signal ?? AbortSignal.timeout(answerMs),
        headersMs: answerMs,
        bodyMs: answerMs,
      });
      return await responseOf(answer);
    } catch (cause) {
      if (signal?.aborted === true) throw signal.reason;
      throw new TypeError("fetch failed", { cause });
    }
  };
}

type Answer = Awaited<ReturnType<Dialer["request"]>>;

async function responseOf({ statusCode, headers, body }: Answer): Promise<Response> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of body) {
    length += part.length;
    if (length > maxAnswerBytes)
      throw new Error(`the answer has more than ${maxAnswerBytes} bytes`);
    parts.push(part);
  }
  const init = { status: statusCode, headers: headersOf(headers) };
  return new Response(statusesWithoutBody.includes(statusCode) ? null : Buffer.concat(parts), init);
}

function headersOf(given: Answer["headers"]): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(given))
    for (const one of [value ?? []].flat()) headers.append(name, one);
  return headers;
}
