import { isProblemError } from "@formwork/contracts/client/problem-error";
import ArchiveIcon from "@mui/icons-material/Inventory2Outlined";
import MissingIcon from "@mui/icons-material/SearchOffRounded";
import Skeleton from "@mui/material/Skeleton";
import { Message } from "../../../components/empty-state.tsx";
import { Failure } from "../../../components/error-state.tsx";
import { LinkButton } from "../../../components/link-components.tsx";
import { Page } from "../../../components/page.tsx";
import { problemOf } from "../../../lib/api/problem-text.ts";
import { paths } from "../../../lib/paths.ts";
import { RunForm } from "./run-form.tsx";
import { TemplateHeader } from "./template-header.tsx";
import { useRunSource } from "./use-run-source.ts";

/** The form of one template. */
export function RunPage() {
  const { source, error, retry } = useRunSource();
  if (source === undefined)
    return error === null ? <Loading /> : <NotThere error={error} onRetry={retry} />;
  const { template, origin } = source;
  return (
    <Page title={template.title} subtitle={<TemplateHeader source={source} />} width={1080}>
      {template.archived ? (
        <Archived name={template.name} />
      ) : (
        <RunForm key={`${template.name}@${template.version} ${origin?.id}`} source={source} />
      )}
    </Page>
  );
}

function Loading() {
  return (
    <Page title="Template" width={1080}>
      <div aria-busy>
        {[120, 60, 60, 200].map((height, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: four grey boxes that never move
          <Skeleton key={place} variant="rounded" height={height} sx={{ mb: 2.5, maxWidth: 680 }} />
        ))}
      </div>
    </Page>
  );
}

function NotThere({ error, onRetry }: { error: Error; onRetry: () => void }) {
  if (!isProblemError(error) || error.status !== 404) {
    return (
      <Page title="Template">
        <Failure error={error} onRetry={onRetry} />
      </Page>
    );
  }
  return (
    <Page title="Template">
      <Message icon={MissingIcon} title={problemOf(error).title} action={<AllTemplates />}>
        {problemOf(error).detail}
      </Message>
    </Page>
  );
}

function Archived({ name }: { name: string }) {
  return (
    <Message icon={ArchiveIcon} title="This template is archived" action={<AllTemplates />}>
      “{name}” takes no new jobs. Jobs it already has keep running.
    </Message>
  );
}

function AllTemplates() {
  return (
    <LinkButton to={paths.templates} variant="outlined">
      All templates
    </LinkButton>
  );
}
