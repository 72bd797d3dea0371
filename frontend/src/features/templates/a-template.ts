import type { Template, TemplateSummary } from "@formwork/contracts/template";

const version = { version: 1, hash: "0".repeat(64), publishedAt: "2026-01-01T00:00:00Z", publishedBy: "folder" };

/** A row of the gallery, for tests. */
export function aSummary(given: Partial<TemplateSummary> = {}): TemplateSummary {
  return { name: "sample", title: "Sample", description: "", tags: [], kind: "http", archived: false, ...version, ...given };
}

/** A template, for tests. */
export function aTemplate(given: Partial<Template> = {}): Template {
  return { name: "sample", title: "Sample", payload: { type: "object" }, run: { kind: "remote" }, archived: false, ...version, ...given };
}
