import { table } from "../../store/table.ts";
import type { CodeEntry } from "./template-code.ts";

/** The files of a version's code. Its key is the hash of the code; no row ever changes. */
export type CodeRow = { hash: string; folder: string; files: CodeEntry[] };

/**
 * A part of a file's content, compressed by itself, in Base64. `id` is the SHA-256 of the whole content
 * and the part's number, so that a file which many versions have is stored once.
 */
export type CodePartRow = { id: string; parts: number; data: string };

export const codeTable = table<CodeRow>({ name: "template_code", key: "hash" });
export const codePartsTable = table<CodePartRow>({ name: "template_code_parts", key: "id" });
