import type { IncomingMessage } from "node:http";
import { fail } from "@formwork/engine/errors";
import rawBody from "raw-body";
import { createJsonReader, type ReadBody } from "./json-reader.ts";
import { createJsonScanner } from "./json-scanner.ts";
import { parseBytes } from "./parse-bytes.ts";

/** Largest body that is received whole and parsed at once: parsing takes about two milliseconds. */
const maxWholeBytes = 256 * 1024;

/** What a body may cost. */
export type BodyLimits = {
  /** Bytes of the whole. */
  limit: number;
  /** Bytes of an item of a list, and of all around the lists: each is parsed at once. */
  maxPartBytes: number;
  /** Items of a list, after which no more of it is read. */
  maxItems: number | undefined;
  /** Waits until a body of more than `maxWholeBytes` may be read. */
  large: () => Promise<void>;
};

/**
 * Reads a JSON body of at most `limit` bytes. No body at all reads as an empty object, so that its
 * missing fields are reported. `faults` are the places at which the value is not what was sent.
 */
export async function readBody(request: IncomingMessage, limits: BodyLimits): Promise<ReadBody> {
  if (isEmpty(request)) return { value: {}, faults: [] };
  requireJson(request);
  const length = Number(request.headers["content-length"] ?? limits.limit);
  if (length <= maxWholeBytes) return readWhole(request, limits.limit);
  await limits.large();
  return readInPortions(request, limits);
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

async function readWhole(request: IncomingMessage, limit: number): Promise<ReadBody> {
  const bytes = await receive(request, limit);
  createJsonScanner().scan(bytes);
  return parseBytes(bytes);
}

async function receive(request: IncomingMessage, limit: number): Promise<Buffer> {
  try {
    return await rawBody(request, { limit, length: request.headers["content-length"] ?? null });
  } catch (error) {
    const type = error instanceof Error && "type" in error ? error.type : undefined;
    if (type === "entity.too.large") return refuseLength(limit);
    if (type === "request.size.invalid" || type === "request.aborted") return refuseAborted();
    throw error;
  }
}

/** Reads a large body as it arrives; the event loop is free between two chunks. */
async function readInPortions(
  request: IncomingMessage,
  { limit, maxPartBytes, maxItems }: BodyLimits,
): Promise<ReadBody> {
  if (Number(request.headers["content-length"] ?? 0) > limit) refuseLength(limit);
  const reader = createJsonReader({ maxPartBytes, maxItems });
  let length = 0;
  try {
    // A fault does not destroy the request: the reply goes out on the same socket.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      length += chunk.length;
      if (length > limit) refuseLength(limit);
      reader.write(chunk);
    }
  } catch (error) {
    if (request.errored !== null) return refuseAborted();
    // Unread bytes would keep the connection from its next request.
    request.resume();
    throw error;
  }
  return reader.end();
}

function refuseLength(limit: number): never {
  return fail("too-large", `The body is larger than ${limit} bytes`);
}

function refuseAborted(): never {
  return fail("bad-request", "The body broke off");
}
