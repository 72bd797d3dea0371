import type { Payload } from "@formwork/contracts/schema/payload/payload";
import { type Confirmation, confirmationOf } from "@formwork/contracts/summary/confirmation";
import type { Template } from "@formwork/contracts/template";
import { useState } from "react";

/** Asks what the template wants asked before `send` sends a payload; sends at once without. */
export function useConfirmation(template: Template, send: (payload: Payload) => void) {
  const [asked, setAsked] = useState<(Confirmation & { payload: Payload }) | null>(null);

  function ask(payload: Payload) {
    const confirmation = confirmationOf(template, payload);
    if (confirmation === null) send(payload);
    else setAsked({ ...confirmation, payload });
  }

  function confirm() {
    if (asked !== null) send(asked.payload);
    setAsked(null);
  }

  return { asked, ask, confirm, dismiss: () => setAsked(null) };
}
