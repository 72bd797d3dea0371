/**
 * What a work is started with: the folder of embedded stores, how many jobs, and whether it is the
 * process that drains.
 */
const [given = ".", count = "20000", part] = process.argv.slice(2);

export const folder = given;
export const n = Number(count);
export const draining = part === "drain";
