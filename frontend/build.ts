import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import webpack, { type Stats } from "webpack";
import { isFresh, sourceHash, stampFile } from "./build-stamp.ts";
import { precompress } from "./precompress.ts";
import { assets, bundle, dist } from "./webpack.config.ts";

/** Builds the UI into `frontend/dist`: `node frontend/build.ts [--if-stale] [--watch]`. */

const { values: options } = parseArgs({
  options: { "if-stale": { type: "boolean" }, watch: { type: "boolean" } },
});
const started = performance.now();

const print = (line: string) => process.stdout.write(`${line}\n`);
const seconds = () => ((performance.now() - started) / 1000).toFixed(1);

/** Returns a progress handler that prints a line for each ten percent. */
function progressPrinter() {
  let printedPercent = -1;
  return (share: number, message: string) => {
    const percent = Math.floor(share * 10) * 10;
    if (percent <= printedPercent || message === "") return;
    printedPercent = percent;
    print(`ui build ${String(percent).padStart(3)}%  ${message.replace(/^\[\d+\]\s*/, "")}`);
  };
}

async function finish(error: Error | null, stats: Stats | undefined, hash: string) {
  if (error !== null || stats === undefined || stats.hasErrors()) {
    process.stderr.write(
      `${error?.stack ?? stats?.toString({ preset: "errors-only", colors: process.stderr.isTTY })}\n`,
    );
    process.exitCode = 1;
    return;
  }
  mkdirSync(dist, { recursive: true });
  // A development build has no stamp, so that the next `npm start` makes a production build.
  if (options.watch === true) rmSync(stampFile, { force: true });
  else {
    await precompress(assets);
    writeFileSync(stampFile, hash);
  }
  print(`ui build done in ${seconds()} s`);
}

function build() {
  const hash = sourceHash();
  const compiler = webpack(bundle(options.watch === true ? "development" : "production"));
  new webpack.ProgressPlugin(progressPrinter()).apply(compiler);
  if (options.watch === true)
    return void compiler.watch({}, (error, stats) => void finish(error, stats, hash));
  compiler.run((error, stats) => compiler.close(() => void finish(error, stats, hash)));
}

if (options["if-stale"] === true && isFresh()) print("ui build is up to date");
else build();
