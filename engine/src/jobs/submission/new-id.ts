import { v7 } from "uuid";

const bytesPerId = 16;
const idsPerDraw = 256;
const pool = new Uint8Array(bytesPerId * idsPerDraw);
let idsLeft = 0;
let last = { msecs: 0, seq: 0 };

/**
 * Returns the id of a new job: a UUID of version 7, which sorts by time, and within one process in
 * the order of the calls. Randomness is drawn for 256 ids at once, as a draw costs more than the
 * rest of an id.
 */
export function newId(): string {
  const random = drawRandom();
  last = nextAfter(Date.now(), random);
  return v7({ random, ...last });
}

function drawRandom(): Uint8Array {
  if (idsLeft === 0) {
    crypto.getRandomValues(pool);
    idsLeft = idsPerDraw;
  }
  idsLeft--;
  return pool.subarray(idsLeft * bytesPerId, (idsLeft + 1) * bytesPerId);
}

/**
 * Returns the time and counter of the id after `last`: a new millisecond starts at a random counter
 * in the lower half of its 32 bits, which leaves room for two billion ids; otherwise it counts up.
 */
function nextAfter(now: number, random: Uint8Array): { msecs: number; seq: number } {
  if (now > last.msecs)
    return { msecs: now, seq: new DataView(random.buffer, random.byteOffset).getUint32(0) >>> 1 };
  return last.seq < 0xffffffff ? { ...last, seq: last.seq + 1 } : { msecs: last.msecs + 1, seq: 0 };
}
