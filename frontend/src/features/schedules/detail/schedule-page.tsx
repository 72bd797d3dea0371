import { isProblemError } from "@formwork/contracts/client/problem-error";
import MissingIcon from "@mui/icons-material/SearchOffRounded";
import Skeleton from "@mui/material/Skeleton";
import { useNavigate, useParams } from "react-router";
import { EmptyState } from "../../../components/empty-state.tsx";
import { ErrorState } from "../../../components/error-state.tsx";
import { LinkButton } from "../../../components/link-components.tsx";
import { Page } from "../../../components/page.tsx";
import { paths } from "../../../lib/paths.ts";
import { useSchedule } from "../cache/use-schedule.ts";
import { ScheduleDetail } from "./schedule-detail.tsx";

/** The page of one schedule. */
export function SchedulePage() {
  const { id = "" } = useParams();
  const { data, error, refetch } = useSchedule(id);
  const navigate = useNavigate();
  if (isProblemError(error) && error.status === 404)
    return <Missing detail={error.problem.detail} />;
  if (data !== undefined)
    return (
      <ScheduleDetail
        key={id}
        schedule={data}
        onDeleted={() => navigate(paths.schedules, { replace: true })}
      />
    );
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <Page title="Schedule">
      <Skeleton variant="rounded" height={320} />
    </Page>
  );
}

function Missing({ detail }: { detail: string }) {
  return (
    <Page title="Schedule">
      <EmptyState
        icon={MissingIcon}
        title="No such schedule"
        action={
          <LinkButton to={paths.schedules} variant="outlined">
            All schedules
          </LinkButton>
        }
      >
        {detail}
      </EmptyState>
    </Page>
  );
}
