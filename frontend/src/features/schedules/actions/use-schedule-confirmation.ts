import type { Schedule } from "@formwork/contracts/schedule";
import { type Confirmation, confirmationOf } from "@formwork/contracts/summary/confirmation";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useToast } from "../../../components/toasts/use-toast.ts";
import { problemText } from "../../../lib/api/errors/problem-text.ts";
import { templateQuery } from "../../../lib/api/templates/use-template.ts";

/** What makes jobs of a schedule by hand, and the words of its button. */
type Step = { title: string; action: string; send: () => void };

/**
 * Asks what the template of a schedule wants asked before a step makes jobs by hand; takes the step
 * at once where it asks nothing. The template is that of the version that the jobs will have.
 */
export function useScheduleConfirmation() {
  const queries = useQueryClient();
  const toast = useToast();
  const [asked, setAsked] = useState<(Confirmation & Step) | null>(null);

  const ask = useCallback(
    async ({ template: name, version, payload }: Schedule, step: Step) => {
      try {
        const template = await queries.fetchQuery(templateQuery(name, version ?? undefined));
        const confirmation = confirmationOf(template, payload);
        if (confirmation === null) step.send();
        else setAsked({ ...confirmation, ...step });
      } catch (error) {
        toast({ severity: "error", text: problemText(error).detail });
      }
    },
    [queries, toast],
  );

  function confirm() {
    asked?.send();
    setAsked(null);
  }
  return { asked, ask, confirm, dismiss: () => setAsked(null) };
}
