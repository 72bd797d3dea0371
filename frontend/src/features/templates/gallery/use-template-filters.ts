import { useEffect, useState } from "react";
import { useLocation, useSearchParams } from "react-router";
import { readFilters, type TemplateFilters, writeFilters } from "./template-filters.ts";

/** Marks an address as the gallery's own writing. */
const own = { filtered: true };

/**
 * The gallery's filters, kept in the address. They are state first: the address follows a moment
 * later, and whoever types faster than that must not lose letters. Typing does not fill the history
 * with half words.
 */
export function useTemplateFilters(): [TemplateFilters, (next: TemplateFilters) => void] {
  const [search, setSearch] = useSearchParams();
  const { state } = useLocation();
  const [filters, setFilters] = useState(() => readFilters(search));

  // Somebody else moved: the navigation, a link.
  useEffect(() => {
    if (state?.filtered !== true) setFilters(readFilters(search));
  }, [search, state]);

  function narrow(next: TemplateFilters) {
    setFilters(next);
    setSearch(writeFilters(search, next), { replace: true, state: own });
  }

  return [filters, narrow];
}
