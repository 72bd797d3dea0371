import CheckCircle from "@mui/icons-material/CheckCircle";
import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import { Card } from "../../../components/cards/card.tsx";
import { ErrorState } from "../../../components/fallbacks/error-state.tsx";
import { TextLink } from "../../../components/link-components.tsx";
import { paths } from "../../../lib/paths.ts";
import { countText } from "../../../lib/text/count-text.ts";
import { NeedRow } from "./need-row.tsx";
import { useNeeds } from "./use-needs.ts";

/** Rows that are shown: of more the pages behind them tell. */
const maxShown = 8;

/** Shows what needs a person; one green sentence where nothing does. */
export function NeedsCard() {
  const { needs, otherGroups, areOthersOld, isPending, error, retry } = useNeeds();
  if (isPending)
    return (
      <Card title="Needs you">
        {error === null ? (
          <Skeleton variant="rounded" height={40} aria-label="Loading what needs you" />
        ) : (
          <ErrorState error={error} onRetry={retry} />
        )}
      </Card>
    );
  const hidden = needs.length - maxShown;
  return (
    <Card title="Needs you" flush={needs.length > 0}>
      {needs.length === 0 ? (
        <Nothing isClear={otherGroups === 0} />
      ) : (
        <Box component="ul" aria-label="What needs you" sx={list}>
          {needs.slice(0, maxShown).map((need) => (
            <NeedRow key={need.key} need={need} />
          ))}
        </Box>
      )}
      {(otherGroups > 0 || hidden > 0) && (
        <Box sx={needs.length > 0 ? { ...more, px: 2, py: 1.25 } : { ...more, pt: 0.75 }}>
          {hidden > 0 && `${hidden} more ${hidden === 1 ? "needs" : "need"} you. `}
          {otherGroups > 0 && (
            <TextLink to={paths.deadLetters} underline="always" color="inherit">
              {groupsText(otherGroups, areOthersOld)}
            </TextLink>
          )}
        </Box>
      )}
    </Card>
  );
}

function groupsText(count: number, areOld: boolean): string {
  const groups = countText(count, areOld ? "older group" : "more group");
  return `${groups} of dead letters ${count === 1 ? "waits" : "wait"} for a decision`;
}

/** Says that nothing needs anybody; where old dead letters are open, that nothing new does. */
function Nothing({ isClear }: { isClear: boolean }) {
  return (
    <Box sx={{ display: "flex", alignItems: "center", gap: 1, color: "success.main" }}>
      <CheckCircle aria-hidden sx={{ fontSize: 20 }} />
      {isClear ? "Nothing needs you." : "Nothing new needs you."}
    </Box>
  );
}

const list = { listStyle: "none", m: 0, p: 0 } as const;
const more = { color: "text.secondary", fontSize: "0.8125rem" } as const;
