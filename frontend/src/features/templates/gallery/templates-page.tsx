import { ErrorState } from "../../../components/error-state.tsx";
import { Page } from "../../../components/page.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { Gallery, GallerySkeleton, NoMatch, NoTemplates } from "./gallery.tsx";
import { filterTemplates, tagsOf } from "./template-filters.ts";
import { useTemplateFilters } from "./use-template-filters.ts";
import { useTemplates } from "./use-templates.ts";

/** The page with the gallery of templates. */
export function TemplatesPage() {
  const { data, error, refetch } = useTemplates();
  const [filters, setFilters] = useTemplateFilters();
  return (
    <Page title="Templates" subtitle="Pick what to run.">
      {data !== undefined && data.length > 0 ? (
        <FilterBar filters={filters} tags={tagsOf(data)} onChange={setFilters} />
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
    const found = filterTemplates(data, filters);
    return found.length === 0 ? (
      <NoMatch onClear={() => setFilters({ q: "", tags: [] })} />
    ) : (
      <Gallery templates={found} />
    );
  }
}
