/** The paper, its tools and the answer’s headings. */
export const draw = {
  how: {
    question: "How does it see this?",
    missing: (reason: string) =>
      `The pictures of what the network sees did not arrive (${reason}).`,
  },
  heading: "Draw a digit",
  invitation: "Draw a digit",
  invitationDetail:
    "0 to 9, or a whole number: a small neural network reads it, here on your device.",
  demonstration: (words: string) => `the network: ${words}`,
  canvas: (strokes: number) =>
    strokes === 0
      ? "Drawing area, empty. Draw a digit or a number with finger, pen or mouse."
      : `Drawing area with ${strokes === 1 ? "one stroke" : `${strokes} strokes`}.`,
  canvasRole: "drawing area",
  canvasKeys:
    "With a keyboard: arrow keys move the pen, with Shift by less; space or Enter puts it down and lifts it.",
  pen: (isDown: boolean, column: number, row: number, of: number) =>
    `Pen ${isDown ? "down" : "up"}, ${column} of ${of} from the left, ${row} from the top.`,
  undo: "Undo",
  redo: "Redo",
  clear: "Clear",
  tools: "Drawing tools",
  fingerDraws: "Finger draws too",
  help: "Keys and help",
  shortcuts: "Keys",
  byKeys: "Drawing with the keyboard",
  byKeysDetail:
    "Go to the paper with the Tab key. A cross shows where the pen is.",
  penKeys: [
    { what: "Move the pen", keys: ["←", "→", "↑", "↓"] },
    { what: "Move it by less", keys: ["Shift ←", "…"] },
    { what: "Put it down, lift it", keys: ["Space", "Enter"] },
  ],
  samples: "Or take a ready one",
  sample: (digit: number) => `Put a ready ${digit} on the paper`,
  samplesMissing: (reason: string) =>
    `The ready digits did not arrive (${reason}). You can draw one yourself, or try again.`,
  answerHeading: "Answer",
  probabilitiesHeading: "How likely each digit is, or none of them",
  none: "none",
  noneLabel: "not a digit",
  brush: "Brush",
  brushes: {
    fine: "Fine brush",
    medium: "Medium brush",
    broad: "Broad brush",
  },
  save: "Save",
  open: "Open",
  openLabel: "Open a saved drawing",
  share: "Share",
  shared: "Link copied",
  sharedInAddress: "The link is in the address bar",
  brokenLink:
    "This link’s drawing is cut off or changed, so it cannot be opened. Your own drawing is untouched.",
  brokenPaste:
    "What you pasted or dropped is neither a saved drawing nor a link to one. Your own drawing is untouched.",
  brokenFile: (name: string, reason: string) =>
    `“${name}” cannot be opened: ${reason}. Your own drawing is untouched.`,
  waiting: "loading…",
  unavailable: "no answer",
};
