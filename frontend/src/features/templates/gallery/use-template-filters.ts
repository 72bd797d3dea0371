import { useEffect, useState } from "react";
import { useLocation, useSearchParams } from "react-router";
import { readFilters, type TemplateFilters, writeFilters } from "./template-filters.ts";

/** Marks a navigation as one that this hook made. */
const ownNavigation = { filtered: true };

/**
 * Returns the gallery's filters and the function that changes them. They are kept in the address
 * too, which follows a moment later: an input bound to the address would lose letters that are typed
 * meanwhile. A change replaces the entry in the browser's history.
 */
export function useTemplateFilters(): [TemplateFilters, (next: TemplateFilters) => void] {
  const [search, setSearch] = useSearchParams();
  const { state } = useLocation();
  const [filters, setFilters] = useState(() => readFilters(search));

  // Follows navigations from elsewhere: a link, the Back button.
  useEffect(() => {
    if (state?.filtered !== true) setFilters(readFilters(search));
  }, [search, state]);

  function changeFilters(next: TemplateFilters) {
    setFilters(next);
    setSearch(writeFilters(search, next), { replace: true, state: ownNavigation });
  }

  return [filters, changeFilters];
}
