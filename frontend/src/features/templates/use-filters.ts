import { useEffect, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import { readFilters, type TemplateFilters, writeFilters } from "./template-filters.ts";

/**
 * The gallery's filters, kept in the address. They are state first: the address follows a moment later, and whoever types faster than that must not
 * lose letters. Typing does not fill the history with half words.
 */
export function useFilters(): [TemplateFilters, (next: TemplateFilters) => void] {
  const [search, setSearch] = useSearchParams();
  const [filters, setFilters] = useState(() => readFilters(search));
  const written = useRef(search.toString());

  // Somebody else moved: the back button, a link.
  useEffect(() => {
    if (search.toString() === written.current) return;
    written.current = search.toString();
    setFilters(readFilters(search));
  }, [search]);

  function narrow(next: TemplateFilters) {
    const address = writeFilters(search, next);
    written.current = address.toString();
    setFilters(next);
    setSearch(address, { replace: true });
  }

  return [filters, narrow];
}
