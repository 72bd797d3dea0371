import type { Schedule } from "@formwork/contracts/schedule";
import type { Payload } from "@formwork/contracts/schema/payload/payload";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { jsonEqual } from "../../../forms/values/json-equal.ts";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { changeBody, createBody, type ScheduleDraft } from "./schedule-draft.ts";

type Save = {
  template: string;
  payload: Payload;
  draft: ScheduleDraft;
  /** The schedule to change, and its draft; null to make a new one. */
  before: { schedule: Schedule; draft: ScheduleDraft } | null;
};

/** Makes a schedule, or changes what differs in one. */
export function useSaveSchedule() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ template, payload, draft, before }: Save) => {
      if (before === null)
        return client.call("schedules.create", { body: createBody(draft, { template, payload }) });
      const isSame = jsonEqual(payload, before.schedule.payload);
      return client.call("schedules.change", {
        params: { id: before.schedule.id },
        body: { ...changeBody(before.draft, draft), ...(isSame ? {} : { payload }) },
      });
    },
    onSuccess: (schedule) => {
      queries.setQueryData(queryKeys.schedules.one(schedule.id), schedule);
      const { lists, attention, calendars } = queryKeys.schedules;
      for (const queryKey of [lists, attention, calendars])
        void queries.invalidateQueries({ queryKey });
    },
  });
}
