import type { RemoteLane } from "../../../store/steps/claim-kind.ts";

/** What a remote worker claims; without templates or queues, all of them. */
export type WantedWork = {
  templates?: string[] | undefined;
  queues?: string[] | undefined;
};

/** The lanes in which remote jobs wait, as far as one look at the store has shown. */
export type LaneSet = {
  isEmpty: () => boolean;
  /** Returns true where a claim may find a job. */
  has: (wanted: WantedWork) => boolean;
  /** Removes the lanes from which a claim has taken all that it could. */
  remove: (wanted: WantedWork) => void;
};

/** Creates the set. Looking into it costs as much as a caller names, however many lanes there are. */
export function createLaneSet(lanes: readonly RemoteLane[]): LaneSet {
  const queuesOf = new Map<string, Set<string>>();
  for (const { template, queue } of lanes)
    queuesOf.set(template, (queuesOf.get(template) ?? new Set()).add(queue));
  const templatesOf = ({ templates }: WantedWork) => templates ?? [...queuesOf.keys()];
  return {
    isEmpty: () => queuesOf.size === 0,
    has: (wanted) =>
      templatesOf(wanted).some((template) => {
        const waiting = queuesOf.get(template);
        if (waiting === undefined) return false;
        return wanted.queues === undefined || wanted.queues.some((queue) => waiting.has(queue));
      }),
    remove(wanted) {
      for (const template of templatesOf(wanted)) {
        const waiting = queuesOf.get(template);
        for (const queue of wanted.queues ?? [...(waiting ?? [])]) waiting?.delete(queue);
        if (waiting?.size === 0) queuesOf.delete(template);
      }
    },
  };
}
