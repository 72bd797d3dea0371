import sharp, { type Sharp } from "sharp";

export type Size =
  | { by: "none" }
  | { by: "percent"; percent: number }
  | { by: "width"; width: number }
  | {
      by: "box";
      width: number;
      height: number;
      fit: "inside" | "cover" | "contain" | "fill";
      background?: string;
    };

export type Output = { metadata: boolean } & (
  | { format: "png"; effort?: number }
  | { format: "jpeg" | "webp" | "avif"; quality?: number }
);

/**
 * Converts a picture to another size and format, rotated as its EXIF orientation says. `now` is its
 * size, already rotated.
 */
export async function redraw(
  picture: Buffer,
  now: { width: number; height: number },
  size: Size,
  output: Output,
): Promise<Buffer> {
  const upright = sharp(picture).autoOrient();
  const kept = output.metadata ? upright.keepMetadata() : upright;
  return encode(resize(kept, now, size), output).toBuffer();
}

function resize(image: Sharp, now: { width: number; height: number }, size: Size): Sharp {
  switch (size.by) {
    case "none":
      return image;
    case "percent":
      return image.resize(Math.max(1, Math.round((now.width * size.percent) / 100)));
    case "width":
      return image.resize(size.width);
    case "box":
      return image.resize(size.width, size.height, {
        fit: size.fit,
        background: size.background ?? "#ffffff",
      });
  }
}

function encode(image: Sharp, output: Output): Sharp {
  if (output.format === "png") return image.png({ compressionLevel: output.effort ?? 6 });
  // JPEG has no transparency, which would become black.
  const solid = output.format === "jpeg" ? image.flatten({ background: "#ffffff" }) : image;
  return solid.toFormat(output.format, { quality: output.quality ?? 80 });
}
