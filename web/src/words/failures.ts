/** What went wrong, and what the visitor can do about it. */
export const failures = {
  engineFile: (file: string, reason: string) =>
    `The file “${file}” did not arrive (${reason}), so drawings get no answer yet. You can still draw and look at the results.`,
  unsupported:
    "This browser does not run WebAssembly, so drawings get no answer. You can still draw and look at the results.",
  weightsMissing: (model: string, file: string, reason: string) =>
    `The weights of “${model}” could not be loaded: “${file}” did not arrive (${reason}).`,
  weightsDamaged: (model: string, reason: string) =>
    `The weights of “${model}” are damaged and cannot be used: ${reason}. Choose another network.`,
  notOpened: (model: string, reason: string) =>
    `“${model}” could not be opened: the recognition engine stopped (${reason}).`,
  /** What goes on meanwhile. */
  stays: (model: string) => `“${model}” goes on answering.`,
  recognition: (reason: string) =>
    `The network could not read this drawing (${reason}). Clear the paper and try again.`,
  engineReplaced: (reason: string) =>
    `The recognition engine stopped (${reason}) and was started again. Nothing you drew is lost.`,
  storage:
    "This browser lets the page keep nothing just now, so a reload starts with an empty paper. Everything else works; to keep a drawing, save or share it.",
  modelList: (model: string) =>
    `The list of networks could not be loaded; the page goes on with “${model}” alone.`,
  noModels:
    "This copy of the page comes without a trained network. You can draw, but there is no answer.",
  noSuchNetwork: (name: string) => `There is no network called “${name}”.`,
  page: (reason: string) =>
    `Something in the page went wrong (${reason}). What still works goes on working; reloading may help.`,
  view: (page: string) =>
    `The page “${page}” could not be loaded. Check your connection and try again.`,
  reportMissing: (model: string, file: string, reason: string) =>
    `The results of “${model}” could not be loaded: “${file}” did not arrive (${reason}). Drawing is not affected.`,
  reportDamaged: (model: string, reason: string) =>
    `The results of “${model}” cannot be read: ${reason}.`,
  chart: "The chart could not be drawn: the script for it did not arrive.",
  section: (title: string) =>
    `This part of the report cannot be shown: “${title}”.`,
  httpStatus: (status: number) => `the server answered ${status}`,
  network: "the server did not answer",
};
