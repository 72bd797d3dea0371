import Anser from "anser";

/**
 * A part of a line in one style; `at` is its offset. `colour` is the name of one of the sixteen
 * basic terminal colours, `rgb` any other colour.
 */
export type AnsiSpan = {
  at: number;
  text: string;
  colour: string | null;
  rgb: string | null;
  bold: boolean;
  dim: boolean;
};

const esc = "\u001b";
const escapeSequences = new RegExp(`${esc}\\[[0-9;?]*[ -/]*[@-~]`, "g");

/** Removes the terminal escape sequences from a line. */
export function plainText(line: string): string {
  return line.includes(esc) ? line.replaceAll(escapeSequences, "") : line;
}

/** Splits a line into parts by its terminal colours. The parts are plain text, not markup. */
export function ansiSpans(line: string): AnsiSpan[] {
  if (!line.includes(esc))
    return [{ at: 0, text: line, colour: null, rgb: null, bold: false, dim: false }];
  let at = 0;
  return Anser.ansiToJson(line, { use_classes: true, json: true, remove_empty: true }).map(
    (part) => {
      const span = {
        at,
        text: part.content,
        ...colourOf(part.fg, part.fg_truecolor),
        bold: part.decorations.includes("bold"),
        dim: part.decorations.includes("dim"),
      };
      at += part.content.length;
      return span;
    },
  );
}

function colourOf(name: string | null, truecolor: string | null): Pick<AnsiSpan, "colour" | "rgb"> {
  if (name === null) return { colour: null, rgb: null };
  if (name === "ansi-truecolor")
    return { colour: null, rgb: truecolor === null ? null : `rgb(${truecolor})` };
  const palette = /^ansi-palette-(\d+)$/.exec(name)?.[1];
  return palette === undefined
    ? { colour: name.replace("ansi-", ""), rgb: null }
    : { colour: null, rgb: paletteColour(Number(palette)) };
}

/** Returns one of the terminal's colours 16–255: a cube of 6×6×6, then 24 greys. */
function paletteColour(index: number): string {
  if (index >= 232) return `rgb(${Array(3).fill(8 + (index - 232) * 10)})`;
  const level = (value: number) => (value === 0 ? 0 : 55 + value * 40);
  const cell = index - 16;
  return `rgb(${[Math.floor(cell / 36), Math.floor(cell / 6) % 6, cell % 6].map(level)})`;
}
