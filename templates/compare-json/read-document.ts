import { readFile } from "node:fs/promises";

export type Document = { kind: "text"; text: string } | { kind: "file"; path: string };

/** Reads and parses a document. `name` is its name in the message of an error. */
export async function readDocument(
  document: Document,
  name: string,
  signal: AbortSignal,
): Promise<unknown> {
  try {
    const text =
      document.kind === "text"
        ? document.text
        : await readFile(document.path, { encoding: "utf8", signal });
    return JSON.parse(text);
  } catch (cause) {
    signal.throwIfAborted();
    throw new Error(
      `The ${name} document cannot be read: ${cause instanceof Error ? cause.message : cause}`,
      { cause },
    );
  }
}
