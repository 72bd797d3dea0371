import { measurePush } from "./measure-push.ts";

await measurePush({ work: "push-busy", eventsPerSecond: 200 });
