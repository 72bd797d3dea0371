import type { RetentionReport } from "@formwork/contracts/retention";
import Typography from "@mui/material/Typography";
import { Card } from "../../../components/cards/card.tsx";
import { RelativeTime } from "../../../components/time/relative-time.tsx";
import { lastRunText } from "./retention-text.ts";

/** Says what the last clean-up removed, and when. */
export function LastRunCard({ lastRun }: Pick<RetentionReport, "lastRun">) {
  return (
    <Card title="Last clean-up">
      <Typography variant="body2">
        {lastRun === null ? (
          "Nothing has been removed yet."
        ) : (
          <>
            {lastRunText(lastRun)}, <RelativeTime at={lastRun.finishedAt} />
          </>
        )}
      </Typography>
    </Card>
  );
}
