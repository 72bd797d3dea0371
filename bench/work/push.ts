import { measurePush } from "../measure/measure-push.ts";

await measurePush({ work: "push", eventsPerSecond: 20 });
