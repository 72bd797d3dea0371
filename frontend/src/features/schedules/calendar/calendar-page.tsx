import BackIcon from "@mui/icons-material/ChevronLeftRounded";
import NextIcon from "@mui/icons-material/ChevronRightRounded";
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import IconButton from "@mui/material/IconButton";
import Skeleton from "@mui/material/Skeleton";
import { useState } from "react";
import { ErrorState } from "../../../components/fallbacks/error-state.tsx";
import { lazyPart } from "../../../components/lazy/lazy-part.tsx";
import { TextLink } from "../../../components/link-components.tsx";
import { Page } from "../../../components/page/page.tsx";
import { paths } from "../../../lib/paths.ts";
import { ChoiceButton } from "../choice/choice-button.tsx";
import { TemplateChoice } from "../choice/template-choice.tsx";
import { DayCard } from "./day-card.tsx";
import { HeatMap, type Selection } from "./heat-map.tsx";
import { type CalendarView, useCalendar, useCalendarView } from "./use-calendar.ts";
import { weekAfter, weekBefore } from "./weeks.ts";

const ZoneSelect = lazyPart(async () => (await import("../choice/zone-select.tsx")).ZoneSelect);

/** The page with the planned starts of seven days by hour: when is it crowded? */
export function CalendarPage() {
  const [view, change] = useCalendarView();
  const [selection, setSelection] = useState<Selection>({ date: null, hour: null });
  const calendar = useCalendar(view);
  const { data, error } = calendar;
  const move = (from: string | null) => {
    setSelection({ date: null, hour: null });
    change({ from });
  };
  const day = data?.days.find(({ date }) => date === selection.date) ?? data?.days[0];
  return (
    <Page
      title="Planned runs"
      above={
        <TextLink to={paths.schedules} variant="body2">
          All schedules
        </TextLink>
      }
      subtitle="What the active schedules start in seven days, hour by hour."
    >
      <Box sx={{ display: "flex", flexWrap: "wrap", alignItems: "center", gap: 1, mb: 2 }}>
        <IconButton
          aria-label="The week before"
          disabled={view.from === null || data === undefined}
          onClick={() => move(weekBefore(data?.days ?? []))}
        >
          <BackIcon />
        </IconButton>
        <Button variant="outlined" disabled={view.from === null} onClick={() => move(null)}>
          From today
        </Button>
        <IconButton
          aria-label="The week after"
          disabled={data === undefined}
          onClick={() => move(weekAfter(data?.days ?? []))}
        >
          <NextIcon />
        </IconButton>
        <Choices view={view} onChange={change} />
      </Box>
      {data === undefined && error === null ? <Skeleton variant="rounded" height={640} /> : null}
      {error === null ? null : <ErrorState error={error} onRetry={() => void calendar.refetch()} />}
      {data === undefined || error !== null || day === undefined ? null : (
        <>
          {data.partial ? (
            <Alert severity="info" sx={{ mb: 2 }}>
              There are more than 1,000 active schedules. Those that run first are counted; choose a
              template to see others.
            </Alert>
          ) : null}
          <Box sx={columns}>
            <HeatMap days={data.days} selection={selection} onSelect={setSelection} />
            <DayCard day={day} hour={selection.hour} timezone={data.timezone} />
          </Box>
        </>
      )}
    </Page>
  );
}

type ChoicesProps = { view: CalendarView; onChange: (change: Partial<CalendarView>) => void };

function Choices({ view, onChange }: ChoicesProps) {
  return (
    <>
      <ChoiceButton label="Time zone" text={view.timezone} active={false}>
        {(close) => (
          <ZoneSelect
            label="Time zone"
            autoFocus
            value={view.timezone}
            onChange={(timezone) => {
              close();
              onChange({ timezone });
            }}
          />
        )}
      </ChoiceButton>
      <TemplateChoice chosen={view.template} onChange={(template) => onChange({ template })} />
    </>
  );
}

const columns = {
  display: "grid",
  gap: 2,
  gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "minmax(0, 1fr) 360px" },
  alignItems: "start",
} as const;
