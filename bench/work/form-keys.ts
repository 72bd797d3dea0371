import { openBrowser, openPage } from "../../tests/support/pages/browser.ts";
import { signInPage } from "../../tests/support/pages/site.ts";
import { type FormKind, formKinds } from "../forms/form-kinds.ts";
import type { KeyTimes } from "../forms/key-times.ts";
import { measureKeys, noteKeys } from "../forms/measure-keys.ts";
import { folder, n } from "../measure/arguments.ts";
import { report } from "../measure/measure.ts";
import { startServer } from "../scale/start-server.ts";

/**
 * Measures what a key costs in forms with n rows, in Chromium and with the UI as it is built. Needs
 * `npm run build`.
 */
const server = await startServer(folder, 20 * 60_000);
const browser = await openBrowser();
const { page } = await openPage(browser, server.url);
await signInPage(page.context(), server.url);
await page.addInitScript({ content: noteKeys });

const keys: KeyTimes[] = [];
for (const [place, kind] of formKinds.entries()) {
  await openForm(kind, `form-${place}`);
  keys.push(await measureKeys(page, kind.name));
}
await browser.close();
await server.stop();
report({ work: "form-keys", n, keys });

/** Opens a form, fills it in as JSON, and focuses the field that is typed into. */
async function openForm(kind: FormKind, template: string): Promise<void> {
  const { client } = server;
  const { payload } = kind;
  await client.call("templates.publish", {
    params: { name: template },
    body: { name: template, title: kind.name, payload, run: { kind: "remote" } },
  });
  await page.goto(`/templates/${template}/run`);
  await page.getByRole("tab", { name: "JSON" }).click();
  await page.getByRole("textbox", { name: "Payload as JSON" }).click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(JSON.stringify(kind.value(n)));
  await page.getByRole("tab", { name: "Form" }).click();
  const form = page.getByRole("tabpanel", { name: "Form" });
  if (kind.isFaulty === true) await page.getByRole("button", { name: "Run", exact: true }).click();
  if (kind.open !== undefined)
    await form.getByRole("button", { name: new RegExp(`^${kind.open}`) }).click();
  await form.getByLabel(kind.label, { exact: true }).click();
  await page.keyboard.press("End");
}
