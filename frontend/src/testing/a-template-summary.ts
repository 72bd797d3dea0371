import type { TemplateSummary } from "@formwork/contracts/template";

const version = {
  version: 1,
  hash: "0".repeat(64),
  publishedAt: "2026-01-01T00:00:00Z",
  publishedBy: "folder",
};

/** Builds the summary of a template. */
export function aTemplateSummary(given: Partial<TemplateSummary> = {}): TemplateSummary {
  return {
    name: "sample",
    title: "Sample",
    description: "",
    tags: [],
    kind: "http",
    archived: false,
    ...version,
    ...given,
  };
}
