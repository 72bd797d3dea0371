import { runService } from "@formwork/engine/runtime/service/run-service";
import { Command } from "commander";
import { runPart } from "./run-part.ts";
import { runStart } from "./run-start.ts";

const program = new Command("formwork")
  .description("A template-driven job scheduler")
  .version("0.1.0");
program
  .command("start")
  .description("run every part in one process: scheduler, worker, notifier and UI")
  .action(() => runService(process, runStart));
program
  .command("scheduler")
  .description("run a scheduler of its own: the API and the background duties")
  .action(runPart("scheduler"));
program
  .command("worker")
  .description("run a worker of its own: it claims jobs and runs them")
  .action(runPart("worker"));
program
  .command("notifier")
  .description("run a notifier of its own: it pushes events to browsers")
  .action(runPart("notifier"));
await program.parseAsync();
