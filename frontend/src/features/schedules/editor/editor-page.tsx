import type { Schedule } from "@formwork/contracts/schedule";
import ArchiveIcon from "@mui/icons-material/Inventory2Outlined";
import Skeleton from "@mui/material/Skeleton";
import { useState } from "react";
import { useParams, useSearchParams } from "react-router";
import { EmptyState } from "../../../components/fallbacks/empty-state.tsx";
import { ErrorState } from "../../../components/fallbacks/error-state.tsx";
import { MissingState } from "../../../components/fallbacks/missing-state.tsx";
import { lazyPart } from "../../../components/lazy/lazy-part.tsx";
import { TextLink } from "../../../components/link-components.tsx";
import { Page } from "../../../components/page/page.tsx";
import { isNotFound } from "../../../lib/api/errors/is-not-found.ts";
import { problemText } from "../../../lib/api/errors/problem-text.ts";
import { paths } from "../../../lib/paths.ts";
import { takeCarriedInput } from "../../../lib/storage/carried-input.ts";
import { ownZone } from "../words/zoned-text.ts";
import { draftOf, newDraft } from "./schedule-draft.ts";
import { ScheduleForm } from "./schedule-form.tsx";
import { type EditorSource, useEditorSource, useScheduleToEdit } from "./use-editor-source.ts";
import type { EditorInput } from "./use-schedule-form.ts";

const ChooseTemplate = lazyPart(async () => (await import("./choose-template.tsx")).ChooseTemplate);

/** The page that makes a schedule, or changes one. */
export function EditorPage() {
  const { id } = useParams();
  const [search] = useSearchParams();
  const template = search.get("template") ?? "";
  if (id !== undefined) return <EditStored key={id} id={id} />;
  return template === "" ? (
    <Page title="New schedule" width={1080}>
      <ChooseTemplate />
    </Page>
  ) : (
    <Editor key={template} template={template} schedule={null} />
  );
}

function EditStored({ id }: { id: string }) {
  const { schedule, error, retry } = useScheduleToEdit(id);
  if (schedule !== undefined) return <Editor template={schedule.template} schedule={schedule} />;
  return <Waiting error={error} onRetry={retry} />;
}

type EditorProps = { template: string; schedule: Schedule | null };

/** Loads the form of the version that is chosen; what was typed is taken over into another one. */
function Editor({ template, schedule }: EditorProps) {
  const [taken] = useState(() => (schedule === null ? takeCarriedInput(template) : null));
  const [carried, setCarried] = useState<EditorInput | null>(null);
  const { source, error, retry } = useEditorSource({
    ...{ template, schedule },
    version: carried?.draft.version,
  });
  if (source === undefined) return <Waiting error={error} onRetry={retry} />;
  return (
    <Page
      title={schedule === null ? `Schedule: ${source.template.title}` : `Edit ${schedule.name}`}
      above={
        <TextLink
          to={schedule === null ? paths.schedules : paths.schedule(schedule.id)}
          variant="body2"
        >
          {schedule === null ? "All schedules" : schedule.name}
        </TextLink>
      }
      width={1240}
    >
      {source.template.archived ? (
        <EmptyState icon={ArchiveIcon} title="This template is archived">
          It takes no new jobs, so nothing can be scheduled.
        </EmptyState>
      ) : (
        <ScheduleForm
          key={`${source.template.version} ${carried?.draft.version}`}
          source={source}
          start={startOf(source, taken)}
          carried={carried}
          onVersion={setCarried}
        />
      )}
    </Page>
  );
}

type Taken = ReturnType<typeof takeCarriedInput>;

function startOf({ rules, schedule }: EditorSource, taken: Taken): EditorInput {
  if (schedule !== null) return { payload: schedule.payload, draft: draftOf(schedule) };
  const draft = {
    ...newDraft(ownZone()),
    priority: taken?.priority ?? null,
    tags: taken?.tags ?? [],
  };
  return { payload: taken?.payload ?? rules.start({}), draft };
}

function Waiting({ error, onRetry }: { error: Error | null; onRetry: () => void }) {
  const isMissing = isNotFound(error);
  return (
    <Page title="Schedule" width={1080}>
      {error === null ? <Skeleton variant="rounded" height={420} /> : null}
      {isMissing ? (
        <MissingState title={problemText(error).title} to={paths.schedules} label="All schedules">
          {problemText(error).detail}
        </MissingState>
      ) : null}
      {error !== null && !isMissing ? <ErrorState error={error} onRetry={onRetry} /> : null}
    </Page>
  );
}
