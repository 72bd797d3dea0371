import type { CreateSchedule, Schedule } from "@formwork/contracts/schedule";
import type { Site } from "./site.ts";

/** The pages of schedules, and what tests make for them. */
export function schedulePage(site: Site) {
  const row = (name: string) =>
    site.page
      .getByRole("list", { name: "Schedules" })
      .getByRole("listitem")
      .filter({ has: site.page.getByRole("link", { name, exact: true }) });
  return {
    row,
    button: (name: string | RegExp) =>
      site.page.getByRole("button", { name, exact: typeof name === "string" }),
    field: (label: string) => site.page.getByLabel(label, { exact: true }),
    /** Finds a message that the page shows for some seconds. */
    toast: (text: string | RegExp) => site.page.getByRole("status").getByText(text),
    /** Makes a schedule of the shipped template `sample-job`. */
    create: (name: string, body: Partial<CreateSchedule> = {}): Promise<Schedule> =>
      site.client.call("schedules.create", {
        body: {
          ...{ name, template: "sample-job", payload: { steps: 1, seconds: 0 } },
          ...(body.every === undefined && body.at === undefined ? { cron: "0 7 * * 1-5" } : {}),
          ...body,
        },
      }),
    /** Chooses an entry in the menu of a row. */
    async act(name: string, action: string): Promise<void> {
      await row(name)
        .getByRole("button", { name: `Actions on ${name}` })
        .click();
      await site.page.getByRole("menuitem", { name: action, exact: true }).click();
    },
  };
}
