/** The paper, its tools and the answer’s headings. */
export const draw = {
  heading: "Draw a digit",
  invitation: "Draw a digit",
  invitationDetail: "0 to 9, or a whole number",
  canvas: (strokes: number) =>
    strokes === 0
      ? "Drawing area, empty. Draw a digit or a number with finger, pen or mouse."
      : `Drawing area with ${strokes === 1 ? "one stroke" : `${strokes} strokes`}.`,
  undo: "Undo",
  redo: "Redo",
  clear: "Clear",
  tools: "Drawing tools",
  shortcuts: "Keyboard",
  answerHeading: "Answer",
  probabilitiesHeading: "How likely each digit is",
  brush: "Brush",
  brushes: {
    fine: "Fine brush",
    medium: "Medium brush",
    broad: "Broad brush",
  },
  save: "Save drawing",
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
