import { measurePush } from "./measure-push.ts";

await measurePush({ work: "push", eventsPerSecond: 20 });
