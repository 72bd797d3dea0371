import { expect } from "chai";
import { dark, light } from "./palette.ts";

const minContrast = 4.5;

/** The channels of a colour such as #5753c6, each from 0 to 1. */
function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
}

/** The relative luminance of WCAG 2. */
function luminance(rgb: number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((channel) =>
    channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: number[], b: number[]): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (high + 0.05) / (low + 0.05);
}

/** A share of a colour laid over a background. */
function tinted(colour: string, background: string, share: number): number[] {
  const below = channels(background);
  return channels(colour).map(
    (channel, index) => channel * share + (below[index] ?? 0) * (1 - share),
  );
}

describe("the palette", () => {
  for (const [name, scheme] of Object.entries({ light, dark })) {
    const backgrounds = [scheme.page, scheme.paper];

    it(`has readable text on every background in the ${name} scheme`, () => {
      for (const background of backgrounds)
        for (const text of [scheme.text, scheme.secondaryText])
          expect(
            contrast(channels(text), channels(background)),
            `${text} on ${background}`,
          ).to.be.at.least(minContrast);
      expect(contrast(channels(scheme.onAccent), channels(scheme.accent))).to.be.at.least(
        minContrast,
      );
      expect(contrast(channels(scheme.onAccent), channels(scheme.accentHover))).to.be.at.least(
        minContrast,
      );
    });

    it(`has readable states on every background and on their own tint in the ${name} scheme`, () => {
      for (const [state, colour] of Object.entries(scheme.states))
        for (const background of backgrounds) {
          expect(contrast(channels(colour), channels(background)), state).to.be.at.least(
            minContrast,
          );
          expect(
            contrast(channels(colour), tinted(colour, background, 0.11)),
            `${state}, tinted`,
          ).to.be.at.least(minContrast);
        }
    });
  }
});
