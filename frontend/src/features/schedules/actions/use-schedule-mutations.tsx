import type { BackfillWindow, Schedule } from "@formwork/contracts/schedule";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { LinkButton } from "../../../components/link-components.tsx";
import { useToast } from "../../../components/toasts/use-toast.ts";
import { client } from "../../../lib/api/client.ts";
import { problemText } from "../../../lib/api/errors/problem-text.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { paths } from "../../../lib/paths.ts";
import { countText } from "../../../lib/text/count-text.ts";

type Target = { schedule: Schedule };

/** Returns the calls that steer a schedule. Each says in a toast what it did, or why it was refused. */
export function useScheduleMutations() {
  const toast = useToast();
  const queries = useQueryClient();

  /** The reply is shown at once, also while the live connection is down. */
  function keep(schedule: Schedule) {
    queries.setQueryData(queryKeys.schedules.one(schedule.id), schedule);
    const { lists, attention } = queryKeys.schedules;
    for (const queryKey of [lists, attention]) void queries.invalidateQueries({ queryKey });
  }
  const done = (text: string) => toast({ severity: "success", text });
  const onError = (error: Error) => toast({ severity: "error", text: problemText(error).detail });

  return {
    trigger: useMutation({
      mutationFn: ({ schedule: { id } }: Target) =>
        client.call("schedules.trigger", { params: { id } }),
      onSuccess: (job, { schedule }) =>
        toast({
          severity: "success",
          text: `${schedule.name} runs now`,
          action: (
            <LinkButton to={paths.job(job.id)} color="inherit">
              Open the job
            </LinkButton>
          ),
        }),
      onError,
    }),
    pause: useMutation({
      mutationFn: ({ schedule: { id }, reason }: Target & { reason: string }) =>
        client.call("schedules.pause", { params: { id }, body: reason === "" ? {} : { reason } }),
      onSuccess: (schedule) => {
        keep(schedule);
        done(`${schedule.name} is paused`);
      },
      onError,
    }),
    resume: useMutation({
      mutationFn: ({ schedule: { id } }: Target) =>
        client.call("schedules.resume", { params: { id } }),
      onSuccess: (schedule) => {
        keep(schedule);
        done(`${schedule.name} goes on from its next run`);
      },
      onError,
    }),
    skipNext: useMutation({
      mutationFn: ({ schedule: { id } }: Target) =>
        client.call("schedules.skip-next", { params: { id } }),
      onSuccess: (schedule) => {
        keep(schedule);
        done(`The next run of ${schedule.name} is left out`);
      },
      onError,
    }),
    backfill: useMutation({
      mutationFn: ({ schedule: { id }, window }: Target & { window: BackfillWindow }) =>
        client.call("schedules.backfill", { params: { id }, body: window }),
      onSuccess: ({ fired, already }, { schedule }) =>
        toast({
          severity: fired === 0 ? "info" : "success",
          text: `${countText(fired, "job")} made${already === 0 ? "" : `, ${already} were there`}`,
          action: (
            <LinkButton to={paths.jobs(`schedule=${schedule.id}`)} color="inherit">
              Show them
            </LinkButton>
          ),
        }),
    }),
    remove: useMutation({
      mutationFn: ({ schedule: { id } }: Target) =>
        client.call("schedules.delete", { params: { id } }),
      onSuccess: (_, { schedule }) => {
        const { lists, attention } = queryKeys.schedules;
        for (const queryKey of [lists, attention]) void queries.invalidateQueries({ queryKey });
        done(`${schedule.name} is deleted; its jobs stay`);
      },
      onError,
    }),
  };
}

export type ScheduleMutations = ReturnType<typeof useScheduleMutations>;
