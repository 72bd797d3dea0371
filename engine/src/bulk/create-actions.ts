import { missesSome } from "@formwork/contracts/policies/within-sight";
import { announceSoon } from "../announcements/announcer.ts";
import { fail } from "../errors.ts";
import { changeVersioned } from "../store/tables/change-row.ts";
import type { ActionDeps } from "./action-deps.ts";
import { withProgress } from "./action-event.ts";
import type { ActionRow } from "./action-tables.ts";
import type { Actions } from "./actions.ts";
import { presentAction } from "./present-action.ts";
import { startAction } from "./start-action.ts";

/** Joins the verbs of actions; `started` wakes the loop of this process, where it has one. */
export function createActions(deps: ActionDeps & { started: () => void }): Actions {
  const { actions, telemetry, announce, clock, started } = deps;
  const { span } = telemetry;
  return {
    create: (params) =>
      span("action.create", { action: params.input.action }, async () => {
        const { row, created } = await startAction(deps, params);
        if (created) started();
        return { action: presentAction(row), created };
      }),
    async list({ principal, ...paging }) {
      const where = missesSome(principal) ? { createdBy: principal.id } : {};
      const { items, next } = await actions.page({ where, descending: true, ...paging });
      return { items: items.map(({ row }) => presentAction(row)), next };
    },
    get: async ({ id }) => presentAction((await actions.get({ id }))?.row ?? actionNotFound(id)),
    stop: ({ id, principal }) =>
      span("action.stop", { action: id }, async () => {
        const stored = await changeVersioned(actions, { id }, (found) => {
          const row = stopped(found, principal.id);
          return row && withProgress(row, clock.now());
        });
        if (stored === null) return actionNotFound(id);
        await announceSoon(announce, [stored]);
        started();
        return presentAction(stored.row);
      }),
  };
}

function stopped(row: ActionRow, stoppedBy: string): ActionRow | null {
  return row.state === "running" ? { ...row, state: "stopping", stoppedBy } : null;
}

function actionNotFound(id: string): never {
  return fail("action-not-found", `No action has the id ${id}`);
}
