import DoneAll from "@mui/icons-material/DoneAll";
import { EmptyState } from "../../components/fallbacks/empty-state.tsx";
import { LinkButton } from "../../components/link-components.tsx";
import { paths } from "../../lib/paths.ts";

/** Says that a group has no open job any more. */
export function EmptyGroup() {
  return (
    <EmptyState
      icon={DoneAll}
      title="No job of this group is left."
      action={
        <LinkButton to={paths.deadLetters} variant="outlined">
          All dead letters
        </LinkButton>
      }
    >
      They were dismissed, retried, resolved by a re-run, or deleted.
    </EmptyState>
  );
}
