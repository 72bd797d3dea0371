import { promisify } from "node:util";
import zlib from "node:zlib";

/** The bytes of a body without the encodings that it was sent in, or why it has none. */
export type DecodedBody =
  | { bytes: Buffer }
  | { fault: "too-large" }
  | { fault: "encoding"; encoding: string };

type Decode = (bytes: Buffer, limits: { maxOutputLength: number }) => Promise<Buffer>;

const gunzip: Decode = promisify(zlib.gunzip);
const inflate: Decode = promisify(zlib.inflate);
const inflateRaw: Decode = promisify(zlib.inflateRaw);

const decoders: Record<string, Decode> = {
  gzip: gunzip,
  "x-gzip": gunzip,
  // Some servers send it without the frame that RFC 9110 wants around it.
  deflate: (bytes, limits) =>
    inflate(bytes, limits).catch((error) =>
      isTooLarge(error) ? Promise.reject(error) : inflateRaw(bytes, limits),
    ),
  br: promisify(zlib.brotliDecompress),
  zstd: promisify(zlib.zstdDecompress),
  identity: async (bytes) => bytes,
};

/** Undoes the encodings of a `Content-Encoding` header, the last one first, up to `maxBytes`. */
export async function decodeBody(
  bytes: Buffer,
  header: string | undefined,
  maxBytes: number,
): Promise<DecodedBody> {
  const encodings = (header ?? "").toLowerCase().split(",");
  let decoded = bytes;
  for (const encoding of encodings.map((one) => one.trim()).reverse()) {
    if (encoding === "" || decoded.length === 0) continue;
    const decode = Object.hasOwn(decoders, encoding) ? decoders[encoding] : undefined;
    if (decode === undefined) return { fault: "encoding", encoding };
    try {
      decoded = await decode(decoded, { maxOutputLength: maxBytes });
    } catch (error) {
      return isTooLarge(error) ? { fault: "too-large" } : { fault: "encoding", encoding };
    }
  }
  return { bytes: decoded };
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
}
