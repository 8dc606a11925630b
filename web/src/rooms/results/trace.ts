/**
 * A picture of a digit as strokes of a pen. The ink is thinned to a line a pixel wide (Zhang and
 * Suen 1984), and the pen walks along it, back over its own ink where a branch ends: one stroke for
 * each piece of ink. Pure.
 */
import {
  PAPER_SIDE,
  roundToGrain,
  type Drawing,
} from "../../session/strokes.ts";

/** Steps between two pixels at which the ink is looked at: corners keep their place. */
const STEPS = 2;
/** Bytes from which on a pixel is ink. */
const INK = 128;
/** Pieces with fewer places than these are specks. */
const LEAST = 4;
/** The line is smoothed over so many points to each side. */
const REACH = 2;

/** The eight neighbours, clockwise from the one above: dx, dy. */
const AROUND = [
  [0, -1],
  [1, -1],
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
  [-1, -1],
] as const;

/** What is ink, on a finer grid with a free margin of one. */
interface Mask {
  readonly width: number;
  readonly ink: Uint8Array;
}

/** @param bytes (height·width), row-major, 0 paper … 255 ink */
export function tracePicture(
  bytes: Uint8Array,
  height: number,
  width: number,
): Drawing {
  const mask = refine(bytes, height, width);
  thin(mask);
  const scale = PAPER_SIDE / Math.max(height, width);
  // Middle of the pixel that a place on the grid lies in, in paper units.
  const paper = (at: number) => (at - 1) / STEPS + 0.5;
  const strokes = walks(mask).filter(({ length }) => length >= LEAST);
  return strokes.map((walk) =>
    smooth(
      walk.flatMap((place) => [
        paper(place % mask.width),
        paper(Math.floor(place / mask.width)),
      ]),
    ).map((value) => roundToGrain(value * scale)),
  );
}

/** The picture between its pixels, bilinear. */
function refine(bytes: Uint8Array, height: number, width: number): Mask {
  const across = (width - 1) * STEPS + 1;
  const down = (height - 1) * STEPS + 1;
  const mask = {
    width: across + 2,
    ink: new Uint8Array((across + 2) * (down + 2)),
  };
  const at = (x: number, y: number) =>
    bytes[Math.min(y, height - 1) * width + Math.min(x, width - 1)]!;
  for (let row = 0; row < down; ++row) {
    for (let column = 0; column < across; ++column) {
      const [x, y] = [Math.floor(column / STEPS), Math.floor(row / STEPS)];
      const [right, below] = [column / STEPS - x, row / STEPS - y];
      const upper = at(x, y) * (1 - right) + at(x + 1, y) * right;
      const lower = at(x, y + 1) * (1 - right) + at(x + 1, y + 1) * right;
      if (upper * (1 - below) + lower * below >= INK)
        mask.ink[(row + 1) * mask.width + column + 1] = 1;
    }
  }
  return mask;
}

const neighbours = ({ width }: Mask, place: number) =>
  AROUND.map(([dx, dy]) => place + dy * width + dx);

/** Takes ink from the rims, turn by turn, as long as no piece is parted. */
function thin(mask: Mask): void {
  const { ink } = mask;
  /** Whether a place may go: first those with paper to the right or below, then those opposite. */
  const mayGo = (place: number, second: boolean) => {
    const ring = neighbours(mask, place).map((next) => ink[next]!);
    const count = ring.reduce((sum, value) => sum + value, 0);
    const rises = ring.filter(
      (value, i) => value === 0 && ring[(i + 1) % 8] === 1,
    ).length;
    if (count < 2 || count > 6 || rises !== 1) return false;
    const [above, , right, , below, , left] = ring as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    return second
      ? above * right * left === 0 && above * below * left === 0
      : above * right * below === 0 && right * below * left === 0;
  };
  for (let second = false, idle = 0; idle < 2; second = !second) {
    const going: number[] = [];
    ink.forEach((value, place) => {
      if (value === 1 && mayGo(place, second)) going.push(place);
    });
    for (const place of going) ink[place] = 0;
    idle = going.length === 0 ? idle + 1 : 0;
  }
}

/** Ways of a pen over all of the line, one for each piece; begun at an end where there is one. */
function walks(mask: Mask): number[][] {
  const { ink } = mask;
  const next = (place: number) =>
    neighbours(mask, place).filter((neighbour) => ink[neighbour] === 1);
  const places = [...ink.keys()].filter((place) => ink[place] === 1);
  const ends = places.filter((place) => next(place).length === 1);
  const walked: number[][] = [];
  for (const start of [...ends, ...places]) {
    if (ink[start] === 0) continue;
    const way = [start];
    const back: number[] = [];
    ink[start] = 0;
    let newest = 0;
    for (let at: number | undefined = start; at !== undefined;) {
      const [on] = next(at);
      if (on === undefined) at = back.pop();
      else {
        back.push(at);
        at = on;
        ink[on] = 0;
        newest = way.length;
      }
      if (at !== undefined) way.push(at);
    }
    // The way back from the last new place shows nothing.
    walked.push(way.slice(0, newest + 1));
  }
  return walked;
}

/** Moving average of points x0, y0, x1, y1, …, shorter towards both ends. */
function smooth(points: number[]): number[] {
  const count = points.length / 2;
  return points.map((_, i) => {
    const at = Math.floor(i / 2);
    const reach = Math.min(REACH, at, count - 1 - at);
    let sum = 0;
    for (let near = at - reach; near <= at + reach; ++near)
      sum += points[2 * near + (i % 2)]!;
    return sum / (2 * reach + 1);
  });
}
