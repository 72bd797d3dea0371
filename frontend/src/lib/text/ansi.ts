import { plainText } from "@formwork/contracts/text/plain-text";
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
/** The sequences that set colours; the odd parts of a line that is split by it. */
const colourSequence = new RegExp(`(${esc}\\[[\\d;]*m)`);

/**
 * Splits a line into parts by its terminal colours. The parts are plain text, not markup, without
 * any other sequence or control character.
 */
export function ansiSpans(line: string): AnsiSpan[] {
  const parts = line.split(colourSequence);
  const text = parts.map((part, index) => (index % 2 === 0 ? plainText(part) : part)).join("");
  if (parts.length === 1)
    return [{ at: 0, text, colour: null, rgb: null, bold: false, dim: false }];
  let at = 0;
  return Anser.ansiToJson(text, { use_classes: true, json: true, remove_empty: true }).map(
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
