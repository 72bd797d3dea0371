import { type QueryFilter, trusted } from "mongoose";
import { dismissedGroup, groupRange, openGroup } from "../../../errors/error-group.ts";
import type { JobFilter } from "../../../verbs/job-store.ts";
import type { JobDocument } from "../../record/documents.ts";
import { conditionsOf } from "../filter/filter.ts";
import { escapedPattern } from "../filter/text-pattern.ts";

/**
 * The conditions of a filter; that of the state is left out, since only failed jobs have a group, and
 * so is that of templates, which the names of groups tell.
 */
export function conditionsOfErrors(filter: JobFilter): QueryFilter<JobDocument> {
  const { dismissed = false, template, notTemplate = [], ...others } = filter;
  const { from, to } = groupRange(dismissed);
  const conditions = conditionsOf(others);
  const open = { errorGroup: trusted({ $gte: from, $lt: to }) };
  const ofTemplates =
    template === undefined
      ? []
      : [{ errorGroup: trusted({ $in: template.map((name) => groupsOf(name, dismissed)) }) }];
  const notOfTemplates = notTemplate.map((name) => ({
    errorGroup: trusted({ $not: groupsOf(name, dismissed) }),
  }));
  return {
    $and: [
      open,
      ...ofTemplates,
      ...notOfTemplates,
      ...(filter.state === undefined ? conditions.slice(1) : conditions),
    ],
  };
}

/** Returns a pattern of the groups of a template; the server looks for what it begins with. */
function groupsOf(template: string, isDismissed: boolean): RegExp {
  const group = openGroup(template, "");
  return new RegExp(`^${escapedPattern(isDismissed ? dismissedGroup(group) : group)}[0-9a-f]+$`);
}
