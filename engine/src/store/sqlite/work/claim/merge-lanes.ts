import type { SQLOutputValue } from "node:sqlite";
import { jobColumns } from "../../commit/rows.ts";
import type { Database } from "../../connection/database.ts";

/** A job's place in the order of claims: its turn, then its number. */
export type Place = { turn: number; job: number };
/** A lane, and the place of its first job. */
type Lane = { kind: string; queue: string } & Place;
/** A lane, and those of its next places that were read. */
type Reader = { lane: Lane; places: Place[]; next: number };

/**
 * Makes the function that returns the first `limit` jobs over some lanes, as values of `jobColumns`
 * and the payload. No job of a lane comes before its first one, so only the `limit` lanes that begin
 * first matter; of those it reads the index, some places at a time, and then the jobs that it takes.
 */
export function createMergeLanes(database: Database) {
  const following = database.statement<Place>(
    `select turn, job from standings indexed by standings_in_line
     where state = 'queued' and parked = 0 and kind = ? and queue = ? and (turn, job) > (?, ?)
     order by turn, job limit ?`,
  );
  const rows = database.statement(
    `select ${jobColumns}, j.payload from json_each(?) wanted
     cross join standings s on s.job = wanted.value cross join jobs j on j.no = s.job
     order by wanted.key`,
  );

  return (lanes: Lane[], limit: number): SQLOutputValue[][] => {
    const readers = lanes
      .sort(byPlace)
      .slice(0, limit)
      .map((lane): Reader => ({ lane, places: [lane], next: 0 }));
    const atOnce = Math.ceil(limit / readers.length) + 1;
    const taken: number[] = [];
    while (taken.length < limit && readers.length > 0) {
      const first = readers.shift();
      const place = first?.places[first.next];
      if (first === undefined || place === undefined) break;
      taken.push(place.job);
      if (advance(first, place, atOnce)) insertInOrder(readers, first);
    }
    return rows.values(JSON.stringify(taken));
  };

  /** Moves a reader on; false at the end of its lane. */
  function advance(reader: Reader, { turn, job }: Place, atOnce: number): boolean {
    reader.next++;
    if (reader.next < reader.places.length) return true;
    const { kind, queue } = reader.lane;
    reader.places = following.all(kind, queue, turn, job, atOnce);
    reader.next = 0;
    return reader.places.length > 0;
  }
}

/** Puts a reader back among the others, which are in order of their next places. */
function insertInOrder(readers: Reader[], reader: Reader): void {
  let [from, to] = [0, readers.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (byPlace(placeOf(readers[middle]), placeOf(reader)) < 0) from = middle + 1;
    else to = middle;
  }
  readers.splice(from, 0, reader);
}

function placeOf(reader: Reader | undefined): Place {
  return reader?.places[reader.next] ?? { turn: Number.POSITIVE_INFINITY, job: 0 };
}

function byPlace(a: Place, b: Place): number {
  return a.turn - b.turn || a.job - b.job;
}
