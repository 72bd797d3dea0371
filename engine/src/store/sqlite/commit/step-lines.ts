import type { Step } from "../../steps/step.ts";

/** Returns a step as a line of `standings.steps`: JSON text, which has no bare line end. */
export function lineOf(step: Step<number>): string {
  return `${JSON.stringify(step)}\n`;
}

/** Reads the steps of such lines. */
export function stepsOf(lines: string): Step<number>[] {
  return JSON.parse(`[${lines.trimEnd().replaceAll("\n", ",")}]`);
}
