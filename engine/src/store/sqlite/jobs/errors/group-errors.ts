import { dismissedGroup, errorHash, openGroup } from "../../../errors/error-group.ts";
import type { Database } from "../../connection/database.ts";

type Ungrouped = { no: number; template: string; error: string; dismissedAt: number | null };

/** Gives jobs their group that failed before there were groups. */
export function createGroupErrors(database: Database) {
  const ungrouped = database.statement<Ungrouped>(
    `select s.job as no, j.template as template, s.error as error, s.dismissedAt as dismissedAt
     from standings s indexed by standings_ungrouped cross join jobs j on j.no = s.job
     where s.state = 'failed' and s.errorGroup is null and s.error is not null
       and s.deletedPosition is null limit ?`,
  );
  const write = database.statement("update standings set errorGroup = ? where job = ?");

  return (limit: number): { grouped: number; next: string | null } => {
    const rows = ungrouped.all(limit);
    for (const { no, template, error, dismissedAt } of rows) {
      const group = openGroup(template, errorHash(JSON.parse(error)));
      write.run(dismissedAt === null ? group : dismissedGroup(group), no);
    }
    return { grouped: rows.length, next: rows.length < limit ? null : "more" };
  };
}
