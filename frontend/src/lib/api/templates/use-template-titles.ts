import type { TemplateSummary } from "@formwork/contracts/template";
import { useAllTemplates } from "./use-all-templates.ts";

/** Returns the title of each template by its name, archived ones included; empty while loading. */
export function useTemplateTitles(): ReadonlyMap<string, string> {
  return useAllTemplates(titlesOf).data ?? noTitles;
}

function titlesOf(templates: TemplateSummary[]): ReadonlyMap<string, string> {
  return new Map(templates.map(({ name, title }) => [name, title]));
}

const noTitles: ReadonlyMap<string, string> = new Map();
