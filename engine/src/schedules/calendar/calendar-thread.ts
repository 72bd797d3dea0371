import { parentPort, workerData } from "node:worker_threads";
import { calendarDays } from "./calendar-days.ts";

/** Works one calendar out and ends. */
parentPort?.postMessage(calendarDays(workerData));
