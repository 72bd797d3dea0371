import { useSearchParams } from "react-router";
import { Failure } from "../../components/failure.tsx";
import { Page } from "../../components/page.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { Gallery, GallerySkeleton, NoMatch, NoTemplates } from "./gallery.tsx";
import { matching, readFilters, type TemplateFilters, tagsOf, writeFilters } from "./template-filters.ts";
import { useTemplates } from "./use-templates.ts";

/** The gallery of templates. */
export function TemplatesPage() {
  const { data, error, refetch } = useTemplates();
  const [search, setSearch] = useSearchParams();
  const filters = readFilters(search);
  // Typing does not fill the history with half words.
  const narrow = (next: TemplateFilters) => setSearch((before) => writeFilters(before, next), { replace: true });
  return (
    <Page title="Templates" subtitle="Pick what to run.">
      {data !== undefined && data.length > 0 ? <FilterBar filters={filters} tags={tagsOf(data)} onChange={narrow} /> : null}
      {content()}
    </Page>
  );

  function content() {
    if (data === undefined) return error === null ? <GallerySkeleton /> : <Failure error={error} onRetry={() => void refetch()} />;
    if (data.length === 0) return <NoTemplates />;
    const found = matching(data, filters);
    return found.length === 0 ? <NoMatch onClear={() => narrow({ q: "", tags: [] })} /> : <Gallery templates={found} />;
  }
}
