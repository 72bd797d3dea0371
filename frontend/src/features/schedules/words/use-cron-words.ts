import { useQuery } from "@tanstack/react-query";
import { cronWords } from "./cron-words.ts";

/**
 * Returns a cron expression in words; null where it has none, or until the library that describes the
 * rarer ones is loaded.
 */
export function useCronWords(expression: string): string | null {
  const known = cronWords(expression);
  const described = useQuery({
    queryKey: ["cron-words", expression],
    queryFn: () => describe(expression),
    enabled: known === null && expression !== "",
    staleTime: Number.POSITIVE_INFINITY,
  });
  return known ?? described.data ?? null;
}

async function describe(expression: string): Promise<string | null> {
  const { describeCron } = await import("../../../forms/widgets/describe-cron.ts");
  const words = describeCron(expression);
  return words === null ? null : words.charAt(0).toLowerCase() + words.slice(1);
}
