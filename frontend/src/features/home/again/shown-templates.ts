import type { TemplateSummary } from "@formwork/contracts/template";
import type { UsedTemplate } from "@formwork/contracts/used-template";

/** Templates that are offered. */
const maxShown = 6;

export type ShownTemplate = UsedTemplate & Pick<TemplateSummary, "title">;

/** Returns the templates to offer, with their titles. Those that can no longer be run are left out. */
export function shownTemplates(
  used: readonly UsedTemplate[],
  templates: readonly Pick<TemplateSummary, "name" | "title">[],
): ShownTemplate[] {
  const titles = new Map(templates.map(({ name, title }) => [name, title]));
  return used
    .flatMap((one) => {
      const title = titles.get(one.template);
      return title === undefined ? [] : [{ ...one, title }];
    })
    .slice(0, maxShown);
}
