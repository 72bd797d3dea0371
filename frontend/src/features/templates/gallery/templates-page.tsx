import { useNavigate } from "react-router";
import { ErrorState } from "../../../components/fallbacks/error-state.tsx";
import { Page } from "../../../components/page/page.tsx";
import { paths } from "../../../lib/paths.ts";
import { FileFaults } from "../faults/file-faults.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { Gallery, GallerySkeleton, NoMatch, NoTemplates } from "./gallery.tsx";
import { filterTemplates, tagsOf } from "./template-filters.ts";
import { useTemplateFilters } from "./use-template-filters.ts";
import { useTemplates } from "./use-templates.ts";

/** The page with the gallery of templates. */
export function TemplatesPage() {
  const { data, error, refetch } = useTemplates();
  const [filters, setFilters] = useTemplateFilters();
  const navigate = useNavigate();
  const found = filterTemplates(data ?? [], filters);

  function openOnly() {
    const [only] = found;
    if (only !== undefined && found.length === 1) navigate(paths.run(only.name));
  }
  return (
    <Page title="Templates" subtitle="Pick what to run.">
      <FileFaults />
      {data !== undefined && data.length > 0 ? (
        <FilterBar filters={filters} tags={tagsOf(data)} onChange={setFilters} onEnter={openOnly} />
      ) : null}
      {content()}
    </Page>
  );

  function content() {
    if (data === undefined)
      return error === null ? (
        <GallerySkeleton />
      ) : (
        <ErrorState error={error} onRetry={() => void refetch()} />
      );
    if (data.length === 0) return <NoTemplates />;
    return found.length === 0 ? (
      <NoMatch onClear={() => setFilters({ q: "", tags: [] })} />
    ) : (
      <Gallery templates={found} />
    );
  }
}
