import { echo, type RunningApp } from "./start-app.ts";

/** Publishes a template like `echo` under another name. */
export async function aPublishedTemplate({ ask }: RunningApp, name: string): Promise<void> {
  await ask(`/api/v1/templates/${name}`, { method: "PUT", body: { ...echo, name } });
}
