import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import sharp from "sharp";
import { anAttempt, faultOf } from "../testing/an-attempt.ts";
import { run } from "./resize-image.ts";

type Payload = Parameters<typeof run>[0]["payload"];
const attempt = (rest: Partial<Payload> = {}, options = {}) =>
  anAttempt<Payload>(
    {
      source: { kind: "sample", text: "Tom & Jerry <3" },
      size: { by: "width", width: 120 },
      output: { format: "webp", metadata: false, quality: 80 },
      target: { kind: "result" },
      ...rest,
    },
    options,
  );
const redraw = (rest: Partial<Payload> = {}) => run(attempt(rest).input);
const pictureOf = (dataUrl: string | null) =>
  sharp(Buffer.from(dataUrl?.split(",")[1] ?? "", "base64"));

describe("resize-image", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "image-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Writes a picture with a red and a transparent half, and an EXIF rotation by 90 degrees. */
  const aFlag = async (path: string) => {
    const red = await sharp({
      create: { width: 20, height: 20, channels: 4, background: "#ff0000" },
    })
      .png()
      .toBuffer();
    const clear = sharp({
      create: { width: 40, height: 20, channels: 4, background: "#00000000" },
    });
    await writeFile(
      path,
      await clear
        .composite([{ input: red, left: 0, top: 0 }])
        .withMetadata({ orientation: 6 })
        .png()
        .toBuffer(),
    );
  };

  it("resizes to a width and keeps the aspect ratio", async () => {
    const { before, after, dataUrl } = await redraw();
    expect(before).to.include({ format: "svg", width: 1200, height: 800 });
    expect(after).to.include({ format: "webp", width: 120, height: 80 });
    expect(dataUrl).to.match(/^data:image\/webp;base64,/);
    expect(await pictureOf(dataUrl).metadata()).to.include({
      format: "webp",
      width: 120,
      height: 80,
    });
  });

  it("returns each format with its media type", async () => {
    const formats = ["jpeg", "png", "webp", "avif"] as const;
    const stored = await Promise.all(
      formats.map((format) => redraw({ output: { format, metadata: false } })),
    );
    expect(stored.map(({ after }) => after.format)).to.deep.equal([...formats]);
    expect(stored.map(({ dataUrl }) => dataUrl?.split(";")[0])).to.deep.equal(
      formats.map((format) => `data:image/${format}`),
    );
  });

  it("resizes by percent and not at all", async () => {
    expect((await redraw({ size: { by: "percent", percent: 10 } })).after).to.include({
      width: 120,
      height: 80,
    });
    expect((await redraw({ size: { by: "none" } })).after).to.include({ width: 1200, height: 800 });
  });

  it("fits a picture into a box in each mode", async () => {
    const box = { by: "box", width: 60, height: 60 } as const;
    const shapes = await Promise.all(
      (["inside", "cover", "contain", "fill"] as const).map((fit) =>
        redraw({ size: { ...box, fit } }),
      ),
    );
    expect(shapes.map(({ after }) => `${after.width}x${after.height}`)).to.deep.equal([
      "60x40",
      "60x60",
      "60x60",
      "60x60",
    ]);
  });

  it("fills the bars with the colour asked for", async () => {
    const size = {
      by: "box",
      width: 60,
      height: 60,
      fit: "contain",
      background: "#102030",
    } as const;
    const { dataUrl } = await redraw({ size, output: { format: "png", metadata: false } });
    const [r, g, b] = await pictureOf(dataUrl)
      .extract({ left: 0, top: 0, width: 1, height: 1 })
      .removeAlpha()
      .raw()
      .toBuffer();
    expect([r, g, b]).to.deep.equal([0x10, 0x20, 0x30]);
  });

  it("returns a smaller file for a lower quality", async () => {
    const bytes = async (quality: number) =>
      (await redraw({ output: { format: "jpeg", metadata: false, quality } })).after.bytes;
    expect(await bytes(20)).to.be.below(await bytes(95));
  });

  it("rotates a picture upright and makes transparent parts white in a JPEG", async () => {
    const path = join(folder, "flag.png");
    await aFlag(path);
    const { after, dataUrl } = await redraw({
      source: { kind: "file", path },
      size: { by: "none" },
      output: { format: "jpeg", metadata: false, quality: 100 },
    });
    expect(after).to.include({ width: 20, height: 40 });
    const [bottom] = await pictureOf(dataUrl)
      .extract({ left: 10, top: 35, width: 1, height: 1 })
      .raw()
      .toBuffer();
    expect(bottom).to.be.above(250);
  });

  it("applies percent to the rotated picture", async () => {
    const path = join(folder, "flag.png");
    await aFlag(path);
    const { after } = await redraw({
      source: { kind: "file", path },
      size: { by: "percent", percent: 50 },
    });
    expect(after).to.include({ width: 10, height: 20 });
  });

  it("writes a file, and overwrites one only when asked to", async () => {
    const target = { kind: "file", path: join(folder, "small.webp"), overwrite: false } as const;
    expect((await redraw({ target })).savedTo).to.equal(target.path);
    expect(await sharp(await readFile(target.path)).metadata()).to.include({ width: 120 });
    expect(await faultOf(() => redraw({ target }))).to.contain("file already exists");
    expect(
      (await redraw({ target: { ...target, overwrite: true }, size: { by: "width", width: 9 } }))
        .after.width,
    ).to.equal(9);
  });

  it("fails when a picture is too large for the result", async () => {
    const fault = await faultOf(() =>
      redraw({
        size: { by: "width", width: 4000 },
        output: { format: "png", metadata: false, effort: 0 },
      }),
    );
    expect(fault).to.match(/bytes are too many for the result .*: choose a file/);
  });

  it("fails when the source is not a picture", async () => {
    const fault = await faultOf(() =>
      redraw({ source: { kind: "base64", data: "bm8gcGljdHVyZQ==" } }),
    );
    expect(fault).to.match(/^This is no picture that can be read: /);
  });

  it("accepts base64 with and without a data: prefix", async () => {
    const { dataUrl } = await redraw();
    const data = dataUrl ?? "";
    expect((await redraw({ source: { kind: "base64", data } })).before).to.include({
      format: "webp",
      width: 120,
    });
    expect(
      (await redraw({ source: { kind: "base64", data: data.split(",")[1] ?? "" } })).before.width,
    ).to.equal(120);
  });

  it("stops when aborted", async () => {
    const { input } = attempt({}, { signal: AbortSignal.abort(new Error("cancelled")) });
    expect(await faultOf(() => run(input))).to.equal("cancelled");
  });
});
