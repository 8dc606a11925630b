/** Draws on the page's paper with real mouse and touch events. */
import type { CDPSession, Page } from "playwright-core";
import { ENGINE } from "./engines/engine.ts";

/** A stroke as points in shares of the paper's side, y downwards. */
export type Path = readonly (readonly [number, number])[];

const along = (from: number, to: number, steps: number) =>
  Array.from({ length: steps + 1 }, (_, i) => from + ((to - from) * i) / steps);

/** Points on an ellipse, angles in turns clockwise from the right. */
function arc(
  cx: number,
  cy: number,
  rx: number,
  ry: number,
  from: number,
  to: number,
): Path {
  return along(from, to, 24).map((turn) => [
    cx + rx * Math.cos(2 * Math.PI * turn),
    cy + ry * Math.sin(2 * Math.PI * turn),
  ]);
}

/** A polyline with points along each of its sides, as a hand makes them. */
function lines(...corners: [number, number][]): Path {
  return corners.flatMap(([x, y], i) => {
    const next = corners[i + 1];
    if (!next) return [[x, y] as const];
    const ys = along(y, next[1], 10);
    return along(x, next[0], 10)
      .slice(0, 10)
      .map((px, step) => [px, ys[step]!] as const);
  });
}

/** Plainly written digits, a list of strokes each. */
export const DIGITS: Record<number, Path[]> = {
  0: [arc(0.5, 0.5, 0.2, 0.3, -0.25, 0.76)],
  1: [lines([0.5, 0.2], [0.5, 0.8])],
  2: [
    [
      ...arc(0.5, 0.36, 0.18, 0.16, -0.45, 0.08),
      ...lines([0.62, 0.5], [0.32, 0.78]),
      ...lines([0.32, 0.78], [0.7, 0.78]),
    ],
  ],
  3: [
    [
      ...arc(0.48, 0.35, 0.17, 0.15, -0.42, 0.25),
      ...arc(0.48, 0.65, 0.19, 0.16, -0.25, 0.42),
    ],
  ],
  4: [
    lines([0.42, 0.2], [0.3, 0.58], [0.7, 0.58]),
    lines([0.58, 0.4], [0.58, 0.8]),
  ],
  6: [
    [
      ...lines([0.6, 0.2], [0.42, 0.42]),
      ...arc(0.5, 0.63, 0.16, 0.16, -0.44, 0.56),
    ],
  ],
  7: [lines([0.3, 0.22], [0.7, 0.22], [0.45, 0.8])],
};

/** A pen that goes to and fro over all of the paper. */
export const SCRIBBLE: Path[] = [
  Array.from({ length: 60 }, (_, i) => [
    0.1 + 0.8 * (((i * 7) % 11) / 11),
    0.1 + 0.8 * (((i * 5) % 13) / 13),
  ]),
];

/** Five corners in one stroke. */
export const STAR: Path[] = [
  lines([0.5, 0.1], [0.7, 0.9], [0.1, 0.4], [0.9, 0.4], [0.3, 0.9], [0.5, 0.1]),
];

/** Where a line of digits is written, in shares of the paper's side. */
export interface LinePlace {
  /** Of a digit's field, which its ink fills by some 60 %. */
  readonly size?: number;
  /** Of the fields. */
  readonly top?: number;
  /** From one digit to the next. */
  readonly step?: number;
}

/** Digits side by side, a list of strokes for each. */
export function lineOf(
  digits: string,
  { size = 0.4, top = 0.3, step = 0.235 }: LinePlace = {},
): Path[][] {
  return [...digits].map((digit, i) =>
    shrink(DIGITS[Number(digit)]!, size, i * step - 0.03, top),
  );
}

/** The same strokes at `share` of their size, moved right and down by shares of the paper's side. */
export function shrink(
  paths: readonly Path[],
  share: number,
  right: number,
  down: number,
): Path[] {
  return paths.map((path) =>
    path.map(([x, y]) => [x * share + right, y * share + down] as const),
  );
}

/** The same strokes with a quarter of their points: quicker to draw where no digit need be read. */
export function thinned(paths: readonly Path[]): Path[] {
  return paths.map((path) =>
    path.filter((_, i) => i % 4 === 0 || i === path.length - 1),
  );
}

async function toScreen(page: Page, path: Path): Promise<Place[]> {
  const paper = page.getByTestId("ink");
  await paper.scrollIntoViewIfNeeded();
  const box = (await paper.boundingBox())!;
  return path.map(([x, y]) => ({
    x: box.x + x * box.width,
    y: box.y + y * box.height,
  }));
}

/** Where the paper is in the page, however far that is scrolled. */
export function paperPlace(page: Page) {
  return page.getByTestId("ink").evaluate((canvas) => {
    const { x, y, width, height } = canvas.getBoundingClientRect();
    // Firefox, once scrolled, differs in the fifth digit after the point.
    const round = (length: number) => Math.round(length * 100) / 100;
    return {
      x: round(x + scrollX),
      y: round(y + scrollY),
      width: round(width),
      height: round(height),
    };
  });
}

/**
 * Sends all moves at once, as of a hand that is quicker than the screen: the protocol keeps their order
 * and hands the page several a frame.
 */
const inOrder = (moves: Place[], send: (move: Place) => Promise<unknown>) =>
  Promise.all(moves.map(send));

type Button = "left" | "right" | "middle";
type Place = { x: number; y: number };

/** Playwright asks the page about dragging at each move of a pressed mouse; the protocol does not. */
async function dragByProtocol(page: Page, places: Place[], button: Button) {
  const cdp = await page.context().newCDPSession(page);
  const buttons = { left: 1, right: 2, middle: 4 }[button];
  const send = (
    type: "mousePressed" | "mouseMoved" | "mouseReleased",
    place: Place,
    held: number,
  ) =>
    cdp.send("Input.dispatchMouseEvent", {
      ...{ type, ...place, button, buttons: held, clickCount: 1 },
    });
  await page.mouse.move(places[0]!.x, places[0]!.y);
  await send("mousePressed", places[0]!, buttons);
  await inOrder(places.slice(1), (place) => send("mouseMoved", place, buttons));
  await send("mouseReleased", places.at(-1)!, 0);
  await cdp.detach();
}

async function drag(page: Page, places: Place[], button: Button) {
  await page.mouse.move(places[0]!.x, places[0]!.y);
  await page.mouse.down({ button });
  for (const { x, y } of places.slice(1)) await page.mouse.move(x, y);
  await page.mouse.up({ button });
}

/** Draws with the primary mouse button, or another one. */
export async function drawWithMouse(
  page: Page,
  paths: readonly Path[],
  button: Button = "left",
): Promise<void> {
  const draw = ENGINE === "chromium" ? dragByProtocol : drag;
  for (const path of paths)
    await draw(page, await toScreen(page, path), button);
}

/**
 * One touch event of the browser's protocol. Start and move name all fingers and where they are;
 * end names those that leave, or none for all.
 */
export async function touch(
  cdp: CDPSession,
  type: "touchStart" | "touchMove" | "touchEnd" | "touchCancel",
  points: { x: number; y: number; id: number }[],
): Promise<void> {
  await cdp.send("Input.dispatchTouchEvent", { type, touchPoints: points });
}

/** Draws with one finger. */
export async function drawWithFinger(
  page: Page,
  cdp: CDPSession,
  paths: readonly Path[],
): Promise<void> {
  for (const path of paths) {
    const [start, ...rest] = await toScreen(page, path);
    await touch(cdp, "touchStart", [{ ...start!, id: 0 }]);
    await inOrder(rest, (point) =>
      touch(cdp, "touchMove", [{ ...point, id: 0 }]),
    );
    await touch(cdp, "touchEnd", []);
  }
}

/** Share of the paper's pixels that carry ink. */
export async function inkedShare(page: Page): Promise<number> {
  return page.getByTestId("ink").evaluate((canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    const { data } = (canvas as HTMLCanvasElement)
      .getContext("2d")!
      .getImageData(0, 0, width, height);
    let inked = 0;
    for (let i = 3; i < data.length; i += 4) if (data[i]! > 127) ++inked;
    return inked / (width * height);
  });
}

/** Waits until the paper is blank, or is not. */
export async function waitForInk(page: Page, inked: boolean): Promise<void> {
  await page.waitForFunction((wanted) => {
    const canvas = document.querySelector<HTMLCanvasElement>(
      '[data-testid="ink"]',
    )!;
    const { width, height } = canvas;
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, width, height);
    return data.some((value, i) => i % 4 === 3 && value > 0) === wanted;
  }, inked);
}
