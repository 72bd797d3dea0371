import { setImmediate as nextTurn } from "node:timers/promises";
import { DomainError } from "@formwork/engine/errors";
import type { Page } from "@formwork/engine/store/page";
import type { ExportWriter } from "./export-formats.ts";

/** Reads a page of what is exported, from a cursor on. */
export type ReadPage<Item> = (page: {
  limit: number;
  cursor: string | undefined;
  signal: AbortSignal;
}) => Promise<Page<Item>>;

type ExportParams<Item> = {
  readPage: ReadPage<Item>;
  writer: ExportWriter<Item>;
  /** Aborts when the caller is gone or may not read any more, or the server stops. */
  signal: AbortSignal;
};

const firstLimit = 20;
const maxLimit = 200;
/** Length of a page in characters that is aimed at: it bounds the memory of an export. */
const pageLength = 1_000_000;
/** Characters that are written in one turn of the event loop. */
const turnLength = 64_000;

/**
 * Opens an export: reads its first page, so that a refusal is still a reply of its own.
 */
export async function openExport<Item>(
  params: ExportParams<Item>,
): Promise<AsyncGenerator<string>> {
  return writePages(params, await readPage(params, firstLimit));
}

async function* writePages<Item>(
  params: ExportParams<Item>,
  first: Page<Item>,
): AsyncGenerator<string> {
  const { writer, signal } = params;
  yield writer.head;
  try {
    for (let page = first, limit = firstLimit; ; ) {
      let length = 0;
      for (const text of textsOf(writer, page.items)) {
        length += text.length;
        yield text;
        await nextTurn();
        signal.throwIfAborted();
      }
      if (page.next === null) return;
      // A page without items tells nothing of their size: the search for them goes on.
      if (page.items.length > 0) limit = limitAfter(page.items.length, length);
      page = await readPage(params, limit, page.next);
    }
  } catch (error) {
    yield writer.fault(faultOf(error));
    // The line is sent before the error cuts the connection, so that no one takes the file for whole.
    await nextTurn();
    throw error;
  }
}

function readPage<Item>(
  { readPage: read, signal }: ExportParams<Item>,
  limit: number,
  cursor?: string,
): Promise<Page<Item>> {
  return read({ limit, cursor, signal });
}

/** Joins the texts of items to pieces of some length. */
function* textsOf<Item>(
  { item: write }: ExportWriter<Item>,
  items: readonly Item[],
): Generator<string> {
  let text = "";
  for (const item of items) {
    text += write(item);
    if (text.length < turnLength) continue;
    yield text;
    text = "";
  }
  if (text !== "") yield text;
}

/** Returns the size of the next page: large items come in small pages. */
function limitAfter(items: number, length: number): number {
  const fitting = Math.floor((pageLength * items) / Math.max(1, length));
  return Math.min(maxLimit, Math.max(1, fitting));
}

function faultOf(error: unknown): { code: string; detail: string } {
  if (error instanceof DomainError) return { code: error.code, detail: error.message };
  const isEnded = error instanceof Error && error.name === "AbortError";
  return isEnded
    ? { code: "unavailable", detail: "The server stopped, or the session ended" }
    : { code: "internal", detail: "Something went wrong on our side" };
}
