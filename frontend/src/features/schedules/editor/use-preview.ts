import { isProblemError } from "@formwork/contracts/client/problem-error";
import type { FieldError } from "@formwork/contracts/problem";
import type { PreviewSchedule, SchedulePreview } from "@formwork/contracts/schedule";
import { useQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { useSettled } from "../../../lib/use-settled.ts";

/** How long nothing is typed before the server is asked, in ms. */
const typingPauseMs = 400;

export type Preview = {
  data: SchedulePreview | undefined;
  /** What the server refuses of the times, by field; empty where it accepts them. */
  errors: readonly FieldError[];
  /** An error that belongs to no field. */
  error: Error | null;
  /** True while what is shown is of an earlier input. */
  isOld: boolean;
};

/** Asks the server for the next fires of an input, when it has stayed the same for a moment. */
export function usePreview(input: PreviewSchedule | null): Preview {
  const asked = useSettled(input, typingPauseMs);
  const preview = useQuery({
    queryKey: queryKeys.schedules.preview(asked ?? {}),
    queryFn: ({ signal }) => client.call("schedules.preview", { body: asked ?? {}, signal }),
    enabled: asked !== null,
    placeholderData: (previous) => previous,
    // What was typed may hold secrets: it is not kept for longer than it is shown.
    gcTime: 0,
  });
  const errors = isProblemError(preview.error) ? (preview.error.problem.errors ?? []) : [];
  const isAsked = JSON.stringify(asked) === JSON.stringify(input);
  return {
    data: preview.isError ? undefined : preview.data,
    errors: isAsked ? errors : [],
    error: errors.length > 0 ? null : preview.error,
    isOld: !isAsked || preview.isFetching,
  };
}
