import { pushing } from "./pushing.ts";

await pushing({ work: "push", eventsPerSecond: 20 });
