/** What went wrong, and what the visitor can do about it. */
export const failures = {
  core: (reason: string) =>
    `The recognition engine could not start in this browser, so drawings get no answer. You can still draw and look at the results. (${reason})`,
  weightsMissing: (model: string, reason: string) =>
    `The weights of “${model}” could not be loaded (${reason}). Check your connection and reload, or choose another network.`,
  weightsDamaged: (model: string, reason: string) =>
    `The weights of “${model}” are damaged and cannot be used: ${reason}. Choose another network.`,
  recognition: (reason: string) =>
    `The network could not read this drawing (${reason}). Clear the paper and try again.`,
  modelList: (model: string) =>
    `The list of networks could not be loaded; the page goes on with “${model}” alone.`,
  noModels:
    "This copy of the page comes without a trained network. You can draw, but there is no answer.",
  page: (reason: string) =>
    `Something in the page went wrong (${reason}). What still works goes on working; reloading may help.`,
  view: (page: string) =>
    `The page “${page}” could not be loaded. Check your connection and try again.`,
  reportMissing: (model: string, reason: string) =>
    `The results of “${model}” could not be loaded (${reason}). Drawing is not affected.`,
  reportDamaged: (model: string, reason: string) =>
    `The results of “${model}” cannot be read: ${reason}.`,
  section: (title: string) =>
    `This part of the report cannot be shown: “${title}”.`,
  httpStatus: (status: number) => `the server answered ${status}`,
  network: "the server did not answer",
  noWebAssembly: "it does not run WebAssembly",
};
