import { useState } from "react";
import { useNavigate } from "react-router";
import type { CarriedInput } from "./use-run-form.ts";
import type { RunSource } from "./use-run-source.ts";

/**
 * Switches the run page to the newest version of its template and takes over what was typed. The
 * input stays in memory, because the history of the browser would keep its secrets.
 */
export function useCarriedInput(source: RunSource | undefined) {
  const navigate = useNavigate();
  const [carried, setCarried] = useState<{ into: string; input: CarriedInput } | null>(null);
  const isMeant = source !== undefined && carried?.into === formKey(source);

  function switchToNewest(input: CarriedInput) {
    if (source === undefined) return;
    const { newest, template, origin } = source;
    setCarried({ into: formKey({ ...source, template: { ...template, version: newest } }), input });
    const address = { ...(origin === null ? {} : { from: origin.id }), version: String(newest) };
    navigate({ search: String(new URLSearchParams(address)) });
  }

  return { carried: isMeant ? carried.input : null, switchToNewest };
}

/** Returns what tells one run form from another: the template, its version, and the old job. */
export function formKey({ template, origin }: RunSource): string {
  return `${template.name}@${template.version} ${origin?.id}`;
}
