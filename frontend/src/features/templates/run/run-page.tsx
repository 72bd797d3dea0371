import ArchiveIcon from "@mui/icons-material/Inventory2Outlined";
import Skeleton from "@mui/material/Skeleton";
import { EmptyState } from "../../../components/fallbacks/empty-state.tsx";
import { ErrorState } from "../../../components/fallbacks/error-state.tsx";
import { MissingState } from "../../../components/fallbacks/missing-state.tsx";
import { LinkButton } from "../../../components/link-components.tsx";
import { Page } from "../../../components/page/page.tsx";
import { isNotFound } from "../../../lib/api/errors/is-not-found.ts";
import { problemText } from "../../../lib/api/errors/problem-text.ts";
import { useTemplateRights } from "../../../lib/api/templates/use-template-rights.ts";
import { paths } from "../../../lib/paths.ts";
import { LackedSecrets } from "./lacked-secrets.tsx";
import { NotAllowed } from "./not-allowed.tsx";
import { RunForm } from "./run-form.tsx";
import { TemplateHeader } from "./template-header.tsx";
import { formKey, useCarriedInput } from "./use-carried-input.ts";
import { useRunSource } from "./use-run-source.ts";

/** The page with the form of one template. */
export function RunPage() {
  const { source, error, retry } = useRunSource();
  const { carried, switchToNewest } = useCarriedInput(source);
  const { mayRun } = useTemplateRights();
  if (source === undefined)
    return error === null ? <Placeholder /> : <LoadError error={error} onRetry={retry} />;
  const { template } = source;
  return (
    <Page title={template.title} subtitle={<TemplateHeader source={source} />} width={1080}>
      {template.archived ? (
        <ArchivedTemplate name={template.name} />
      ) : (
        <>
          <LackedSecrets template={template} />
          {!mayRun(template.name) && <NotAllowed />}
          <RunForm
            key={formKey(source)}
            source={source}
            carried={carried}
            mayRun={mayRun(template.name)}
            onUseNewest={switchToNewest}
          />
        </>
      )}
    </Page>
  );
}

function Placeholder() {
  return (
    <Page title="Template" width={1080}>
      <div aria-busy>
        {[120, 60, 60, 200].map((height, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: four grey boxes that never change places
          <Skeleton key={place} variant="rounded" height={height} sx={{ mb: 2.5, maxWidth: 680 }} />
        ))}
      </div>
    </Page>
  );
}

function LoadError({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { title, detail } = problemText(error);
  return (
    <Page title="Template">
      {isNotFound(error) ? (
        <MissingState title={title} to={paths.templates} label="All templates">
          {detail}
        </MissingState>
      ) : (
        <ErrorState error={error} onRetry={onRetry} />
      )}
    </Page>
  );
}

function ArchivedTemplate({ name }: { name: string }) {
  return (
    <EmptyState
      icon={ArchiveIcon}
      title="This template is archived"
      action={
        <LinkButton to={paths.templates} variant="outlined">
          All templates
        </LinkButton>
      }
    >
      “{name}” takes no new jobs. Jobs it already has keep running.
    </EmptyState>
  );
}
