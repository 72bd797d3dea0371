import type { Schedule } from "@formwork/contracts/schedule";
import type { Template } from "@formwork/contracts/template";
import type { PayloadRules } from "../../../forms/validation/payload-rules.ts";
import { usePayloadRules } from "../../../forms/validation/use-payload-rules.ts";
import { joinQueries } from "../../../lib/api/join-queries.ts";
import { useTemplate } from "../../../lib/api/templates/use-template.ts";
import { useOpened } from "../../../lib/use-opened.ts";
import { useSchedule } from "../cache/use-schedule.ts";

/** Everything that the editor loads before it shows its form. */
export type EditorSource = {
  /** The template in the version whose form is shown. */
  template: Template;
  /** The newest version of the template. */
  newest: number;
  rules: PayloadRules;
  /** The schedule to change, as it was when the page was opened; null for a new one. */
  schedule: Schedule | null;
};

type Wanted = {
  template: string;
  /** Undefined until the user chooses a version; null for the newest. */
  version: number | null | undefined;
  schedule: Schedule | null;
};
type Loading = { source: EditorSource | undefined; error: Error | null; retry: () => void };

/** Loads the template of a schedule in a version, and its rules. */
export function useEditorSource({ template: name, version, schedule }: Wanted): Loading {
  const chosen = version === undefined ? (schedule?.version ?? null) : version;
  const newest = useTemplate(name);
  const pinned = useTemplate(name, chosen ?? undefined);
  const shown = useOpened(pinned.data, `${name}@${chosen}`);
  const rules = usePayloadRules(shown);
  const isReady = shown !== undefined && newest.data !== undefined && rules.data !== undefined;
  return {
    source: isReady
      ? { template: shown, newest: newest.data.version, rules: rules.data, schedule }
      : undefined,
    ...joinQueries([newest, pinned, rules]),
  };
}

/** Queries the schedule to change, once: what is pushed meanwhile must not reset the form. */
export function useScheduleToEdit(id: string) {
  const { data, error, refetch } = useSchedule(id);
  const opened = useOpened(data, id);
  return { schedule: opened, error, retry: () => void refetch() };
}
