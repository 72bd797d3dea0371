/**
 * Arguments of a workload's process: the folder of embedded stores, the number of jobs, and whether
 * this is the process that drains them.
 */
const [given = ".", count = "20000", part] = process.argv.slice(2);

export const folder = given;
export const n = Number(count);
export const draining = part === "drain";
