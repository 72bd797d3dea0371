import type { TemplateSummary } from "@formwork/contracts/template";

export type TemplateGroup = { title: string; templates: TemplateSummary[] };

type Given = {
  templates: readonly TemplateSummary[];
  favourites: readonly string[];
  /** Names, the last used one last. */
  recent: readonly string[];
};

/**
 * Returns templates in groups: favourites, then those used lately, the last one first, then the
 * others in their order. Each is in one group, and no group is empty.
 */
export function arrangeTemplates({ templates, favourites, recent }: Given): TemplateGroup[] {
  const isFavourite = ({ name }: TemplateSummary) => favourites.includes(name);
  const isRecent = ({ name }: TemplateSummary) => recent.includes(name);
  const others = templates.filter((template) => !isFavourite(template));
  const groups = [
    { title: "Favourites", templates: templates.filter(isFavourite) },
    {
      title: "Used lately",
      templates: others
        .filter(isRecent)
        .sort((a, b) => recent.indexOf(b.name) - recent.indexOf(a.name)),
    },
    { title: "Others", templates: others.filter((template) => !isRecent(template)) },
  ];
  return groups.filter(({ templates }) => templates.length > 0);
}
