import { Command } from "commander";
import { runStart } from "./run-start.ts";

const program = new Command("formwork").description("A template-driven job scheduler").version("0.1.0");
program
  .command("start")
  .description("run every part in one process: scheduler, worker, notifier and UI")
  .action(() => runStart(process));
await program.parseAsync();
