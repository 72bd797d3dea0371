import { measurePush } from "../measure/measure-push.ts";

await measurePush({ work: "push-busy", eventsPerSecond: 200 });
