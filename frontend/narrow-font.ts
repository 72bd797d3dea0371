import subsetFont from "subset-font";
import type { LoaderContext } from "webpack";

/** The characters of the font's file, as its style sheet lists them. */
const ranges = [
  [0x20, 0xff],
  [0x2bb, 0x2bc],
  [0x2000, 0x206f],
];
const singles = [
  0x131, 0x152, 0x153, 0x2c6, 0x2da, 0x2dc, 0x304, 0x308, 0x329, 0x20ac, 0x2122, 0x2191, 0x2193,
  0x2212, 0x2215, 0xfeff, 0xfffd,
];
/** What the UI uses of the font: kerning, ligatures and accents, and digits of one width. */
const features = ["calt", "ccmp", "kern", "liga", "locl", "mark", "mkmk", "tnum"];
/** The weights between which the theme's lie. */
const weights = { min: 400, max: 700 };

/** Leaves out of a font what no page shows: other weights and the alternate shapes of letters. */
// biome-ignore lint/style/noDefaultExport: webpack takes it so
export default function narrowFont(this: LoaderContext<unknown>, font: Buffer): void {
  const done = this.async();
  const characters = [
    ...singles,
    ...ranges.flatMap(([first = 0, last = 0]) =>
      Array.from({ length: last - first + 1 }, (_, place) => first + place),
    ),
  ];
  subsetFont(font, String.fromCodePoint(...characters), {
    targetFormat: "woff2",
    keepFeatures: features,
    variationAxes: { wght: weights },
  }).then((narrow) => done(null, narrow), done);
}

/** Has webpack pass on the bytes of the file. */
export const raw = true;
