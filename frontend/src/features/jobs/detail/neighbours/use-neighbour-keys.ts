import { useEffect, useEffectEvent } from "react";
import { useNavigate } from "react-router";
import { paths } from "../../../../lib/paths.ts";
import { listState } from "../../list-state.ts";
import type { Neighbours } from "./use-neighbours.ts";

/** Goes to the next job on `j` and to the previous one on `k`, except while somebody types. */
export function useNeighbourKeys(neighbours: Neighbours | null): void {
  const navigate = useNavigate();
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const to = { j: neighbours?.next, k: neighbours?.previous }[event.key];
    if (!to || isBusy(event)) return;
    navigate(paths.job(to), { replace: true, state: listState(neighbours?.search ?? "") });
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}

/** Whether a key belongs to something else: a field, a menu or dialog, the browser. */
function isBusy(event: KeyboardEvent): boolean {
  const { target } = event;
  const isElsewhere =
    target instanceof HTMLElement &&
    target.closest("input, textarea, select, [contenteditable=true], [role=menu], [role=dialog]");
  return event.ctrlKey || event.metaKey || event.altKey || Boolean(isElsewhere);
}
