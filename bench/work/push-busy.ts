import { pushing } from "./pushing.ts";

await pushing({ work: "push-busy", eventsPerSecond: 200 });
