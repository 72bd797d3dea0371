#!/usr/bin/env node
// Runs the command line on the Node that package.json pins, whichever Node was found first.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const node = join(
  dirname(createRequire(import.meta.url).resolve("node/package.json")),
  "bin",
  "node",
);
const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 0 : 1)));
