import type { Job } from "@formwork/contracts/job";
import type { TemplateDefinition } from "@formwork/contracts/template";
import { eventually } from "@formwork/engine/testing/eventually";
import { shownJobId } from "./job-page.ts";
import type { Site } from "./site.ts";

/** The page with the form of a template. */
export function formPage(site: Site) {
  const form = () => site.page.getByRole("tabpanel", { name: "Form" });
  const button = (name: string | RegExp) =>
    site.page.getByRole("button", { name, exact: typeof name === "string" });
  const editor = () => site.page.getByRole("textbox", { name: "Payload as JSON" });
  const previewText = async () =>
    (await site.page.getByLabel("Payload that will be sent").textContent()) ?? "";
  const preview = async (): Promise<Record<string, unknown>> => JSON.parse(await previewText());

  /** Publishes a template, as its next version where it is known. */
  async function publish(definition: TemplateDefinition): Promise<void> {
    await site.client.call("templates.publish", {
      params: { name: definition.name },
      body: definition,
    });
  }
  /** Publishes a template of this payload and layout. Its jobs stay queued. */
  async function publishForm(
    name: string,
    payload: TemplateDefinition["payload"],
    form: TemplateDefinition["form"] = {},
  ): Promise<void> {
    await publish({ name, title: name, payload, form, run: { kind: "remote" } });
  }
  /** Opens the form of a template with this query in its address. */
  async function openForm(name: string, search = ""): Promise<void> {
    await site.page.goto(`/templates/${name}/run?${search}`);
    await form().waitFor();
  }
  /** Waits until the preview is exactly this payload, its keys in this order. */
  async function previews(expected: object): Promise<void> {
    const text = JSON.stringify(expected, null, 2);
    await showsInPreview((shown) => shown === text, text);
  }
  /** Waits until the preview has these values; undefined stands for a key that it must not have. */
  async function previewsPart(expected: Record<string, unknown>): Promise<void> {
    const parts = Object.entries(expected).map(([key, value]) => [key, JSON.stringify(value)]);
    await showsInPreview((shown) => {
      const payload = JSON.parse(shown);
      return parts.every(([key = "", text]) => JSON.stringify(payload[key]) === text);
    }, parts.map(([key, text]) => `${key}: ${text}`).join());
  }
  /** Replaces the text in the editor of the tab "JSON". */
  async function writeJson(text: string): Promise<void> {
    await editor().click();
    await site.page.keyboard.press("ControlOrMeta+a");
    await site.page.keyboard.insertText(text);
  }
  async function showsInPreview(holds: (shown: string) => boolean, story: string): Promise<void> {
    let shown = "";
    const probe = async () => {
      shown = await previewText();
      return holds(shown);
    };
    await eventually(probe, () => `the preview of ${story}; it shows ${shown}`);
  }
  /** Waits until the page has become that of the job that was submitted, and returns the job. */
  async function shownJob(): Promise<Job> {
    const id = await shownJobId(site.page);
    return site.client.call("jobs.get", { params: { id } });
  }
  /** Presses the button that submits the form, and returns the job. */
  async function submit(name = "Run"): Promise<Job> {
    await button(name).click();
    return shownJob();
  }

  return {
    ...{ form, button, editor },
    /** Finds a field of the form by its whole label. */
    field: (label: string) => form().getByLabel(label, { exact: true }),
    group: (name: string) => form().getByRole("group", { name, exact: true }),
    tab: (name: "Form" | "JSON") => site.page.getByRole("tab", { name }),
    /** Finds the summary of errors after a submit that failed. */
    errorSummary: () => site.page.getByRole("alert").filter({ hasText: /needs? a change/ }),
    ...{
      publish,
      publishForm,
      openForm,
      preview,
      previews,
      previewsPart,
      writeJson,
      shownJob,
      submit,
    },
  };
}

/** Returns the query of an address that fills a form in. */
export function asSearch(payload: object): string {
  return `payload=${encodeURIComponent(JSON.stringify(payload))}`;
}
