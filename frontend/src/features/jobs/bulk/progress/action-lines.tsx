import { lazyPart } from "../../../../components/lazy/lazy-part.tsx";
import { useShownActions } from "./use-shown-actions.ts";

const ActionLine = lazyPart(async () => (await import("./action-line.tsx")).ActionLine);

/** Shows the progress of actions on many jobs, and their results, above every page. */
export function ActionLines() {
  const { actions, close } = useShownActions();
  return actions.map((action) => (
    <ActionLine key={action.id} action={action} onClose={() => close(action.id)} />
  ));
}
