import type { IncomingMessage } from "node:http";
import { fail } from "@formwork/engine/errors";
import rawBody from "raw-body";
import { refuseDepth, refusePrototypeKeys } from "./scan-json.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Reads a JSON body of at most `limit` bytes. No body at all reads as an empty object, so that its
 * missing fields are named.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<unknown> {
  if (isEmpty(request)) return {};
  requireJson(request);
  const bytes = await receive(request, limit);
  refuseDepth(bytes);
  const value = parse(decode(bytes));
  refusePrototypeKeys(value);
  return value;
}

function isEmpty({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] === undefined && Number(headers["content-length"] ?? 0) === 0;
}

function requireJson({ headers }: IncomingMessage): void {
  const type = headers["content-type"] ?? "";
  if (!/^application\/([\w.-]+\+)?json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type))
    fail(
      "unsupported-media-type",
      `The body has to be application/json in UTF-8, not ${type === "" ? "of no type" : type}`,
    );
  if ((headers["content-encoding"] ?? "identity") !== "identity")
    fail("unsupported-media-type", "The body must not be compressed");
}

async function receive(request: IncomingMessage, limit: number): Promise<Buffer> {
  try {
    return await rawBody(request, { limit, length: request.headers["content-length"] ?? null });
  } catch (error) {
    const type = error instanceof Error && "type" in error ? error.type : undefined;
    if (type === "entity.too.large")
      return fail("too-large", `The body is larger than ${limit} bytes`);
    if (type === "request.size.invalid" || type === "request.aborted")
      return fail("bad-request", "The body broke off");
    throw error;
  }
}

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return fail("bad-request", "The body is not UTF-8");
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return fail(
      "bad-request",
      `The body is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
