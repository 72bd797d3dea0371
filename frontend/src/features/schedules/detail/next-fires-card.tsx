import type { Schedule } from "@formwork/contracts/schedule";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import { Card } from "../../../components/cards/card.tsx";
import { problemText } from "../../../lib/api/errors/problem-text.ts";
import { FireList } from "../preview/fire-list.tsx";
import { useNextFires } from "./use-next-fires.ts";

/** Lists the next ten fires of an active schedule, in both zones. */
export function NextFiresCard({ schedule }: { schedule: Schedule }) {
  const { fires, error, isPending } = useNextFires(schedule);
  if (schedule.nextRunAt === null) return null;
  return (
    <Card title="Next runs">
      {isPending ? <Skeleton variant="rounded" height={240} /> : null}
      {error === null ? null : <Typography color="error">{problemText(error).detail}</Typography>}
      {fires.length === 0 ? null : <FireList fires={fires} timezone={schedule.timezone} />}
      {schedule.jitter === null ? null : (
        <Typography variant="body2" sx={{ color: "text.secondary", mt: 1 }}>
          Each is delayed at random by up to {schedule.jitter}.
        </Typography>
      )}
    </Card>
  );
}
