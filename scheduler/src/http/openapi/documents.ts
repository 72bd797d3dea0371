import { createHash } from "node:crypto";
import { asyncApi } from "./asyncapi.ts";
import { type OpenApiParams, openApi } from "./openapi.ts";

/** A document as it is served: its text, and the entity tag of that. */
type ServedDocument = { document: Record<string, unknown>; text: string; tag: string };
type Documents = { openApi: ServedDocument; asyncApi: ServedDocument };

let made: { key: string; documents: Documents } | undefined;

/**
 * Returns the documents of the API. They are made at the first call, which takes some 0.1 s of a
 * processor, and kept for the next one with the same parameters: a process has one address.
 */
export function documentsOf(params: OpenApiParams): Documents {
  const key = JSON.stringify(params);
  if (made?.key !== key) {
    const documents = { openApi: served(openApi(params)), asyncApi: served(asyncApi(params)) };
    made = { key, documents };
  }
  return made.documents;
}

function served(document: Record<string, unknown>): ServedDocument {
  const text = JSON.stringify(document);
  const hash = createHash("sha256").update(text).digest("base64url");
  return { document, text, tag: `"${hash.slice(0, 22)}"` };
}
