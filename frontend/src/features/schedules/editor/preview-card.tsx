import Alert from "@mui/material/Alert";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import { Card } from "../../../components/cards/card.tsx";
import { JsonCard } from "../../../components/cards/json-card.tsx";
import { problemText } from "../../../lib/api/errors/problem-text.ts";
import { FireList } from "../preview/fire-list.tsx";
import type { Preview } from "./use-preview.ts";

type CardProps = { preview: Preview; timezone: string };

/** Shows the next ten runs as the server works them out, and the payload that each of their jobs gets. */
export function PreviewCard({ preview, timezone }: CardProps) {
  const { data, error, errors, isOld } = preview;
  const fires = data?.items ?? [];
  return (
    <>
      <Card title="Next runs">
        <div aria-busy={isOld} style={isOld ? { opacity: 0.6 } : {}}>
          {error === null ? null : <Alert severity="error">{problemText(error).detail}</Alert>}
          {fires.length > 0 ? <FireList fires={fires} timezone={timezone} /> : null}
          {fires.length === 0 && error === null ? (
            <None isWrong={errors.length > 0} isOld={isOld} />
          ) : null}
          {fires.length > 0 && data?.payload !== undefined ? (
            <Typography variant="body2" sx={{ color: "text.secondary", mt: 1 }}>
              {fires.length === 1 ? "Its job gets" : "Each of their jobs gets"} the payload below.
            </Typography>
          ) : null}
        </div>
      </Card>
      {data?.payload === undefined ? null : <JsonCard title="Payload" value={data.payload} />}
    </>
  );
}

function None({ isWrong, isOld }: { isWrong: boolean; isOld: boolean }) {
  if (isOld && !isWrong) return <Skeleton variant="rounded" height={200} />;
  return (
    <Typography variant="body2" sx={{ color: "text.secondary" }}>
      {isWrong ? "The times above need a change." : "Say when it runs."}
    </Typography>
  );
}
