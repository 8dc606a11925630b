/** Words that stand in index.html itself and must not need a script. */
export const htmlTexts = {
  title: "Digitlab: draw a digit",
  description:
    "Draw a digit and watch a small neural network read it. Everything happens on your device.",
  bootMessage:
    "The page could not start: its script did not load, or this browser is too old for it. Reload the page, or try a current Firefox, Chrome, Edge or Safari.",
  openedAsFile:
    "This page was opened as a file, and browsers run no modules from there. Serve its folder instead, for instance with “python3 -m http.server --directory build/site 8000”, and open http://localhost:8000.",
  noScript:
    "Digitlab draws and recognises digits on your own device, and needs JavaScript for it. Please allow JavaScript for this page and reload.",
};
