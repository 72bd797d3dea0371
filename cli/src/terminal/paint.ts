import { styleText } from "node:util";
import type { Terminal } from "./terminal.ts";

type Style = Parameters<typeof styleText>[0];
/** Gives a text a colour, or returns it as it is. */
export type Paint = (style: Style, text: string) => string;

const colours: Record<string, Style> = {
  ...{ succeeded: "green", active: "green", online: "green", done: "green" },
  ...{ failed: "red", offline: "red" },
  ...{ running: "cyan", retrying: "yellow", paused: "yellow", draining: "yellow" },
  ...{ cancelled: "dim", ended: "dim", stopped: "dim" },
};

/** Returns what paints texts for a stream: only a terminal gets colours, and not with NO_COLOR. */
export function paintFor(stream: { isTTY?: boolean }, { env }: Pick<Terminal, "env">): Paint {
  const isPlain = stream.isTTY !== true || Boolean(env.NO_COLOR) || env.TERM === "dumb";
  return (style, text) => (isPlain ? text : styleText(style, text, { validateStream: false }));
}

/** Gives the word of a state its colour. */
export function paintState(paint: Paint, state: string, text = state): string {
  const colour = colours[state];
  return colour === undefined ? text : paint(colour, text);
}
