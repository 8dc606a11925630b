/** The page of results. */
import { formatCount, listOf, plural } from "./formats.ts";

export const results = {
  heading: "Results",
  summary: (model: string, parameters: number, layers: string) =>
    `${model}: ${formatCount(parameters)} parameters in ${layers}.`,
  denseLayers: (units: readonly number[]) => `layers of ${units.join(" → ")}`,
  layerKinds: {
    convolution: (count: number) => plural(count, "convolution"),
    pooling: (count: number) => plural(count, "pooling"),
    normalization: (count: number) => plural(count, "normalisation"),
    dense: (count: number) => plural(count, "dense layer"),
  },
  card: {
    heading: "Model card",
    close: "Close the model card",
    missing: (file: string, reason: string) =>
      `The model card could not be loaded: “${file}” did not arrive (${reason}).`,
  },
  loading: "Loading the results…",
  none: "There is no network to show results of.",
  wayOn: "See the results of the chosen one",

  /** Where digits come from, in words. `source` is what the command line was given. */
  source: (source: string) => {
    const file = source.split("/").at(-1)!;
    if (/^synthetic:/.test(source)) return "generated digits";
    if (/^non-digits:/.test(source))
      return "generated drawings that are no digit";
    if (/^t10k-/.test(file)) return "the MNIST test set";
    if (/^train-/.test(file)) return "the MNIST training set";
    if (/^ex3data1\b/.test(file)) return "the course’s digits";
    const ink = /^(pendigits|unipen)\b.*\.ndjson/.exec(file)?.[1];
    if (!ink) return file;
    const writers = /@(train|held-out)$/.exec(file)?.[1];
    const name = ink === "unipen" ? "UNIPEN ink" : "Pendigits ink";
    if (!writers) return name;
    return `${name} of ${writers === "train" ? "the writers trained on" : "writers held out"}`;
  },

  accuracy: "Test accuracy",
  accuracyDetail: (right: number, all: number) =>
    `${formatCount(right)} of ${formatCount(all)} right`,
  seeds: (count: number) => `Mean over ${count} seeds`,
  seedsDetail: (deviation: string) => `± ${deviation} standard deviation`,
  loss: "Test loss",
  lossDetail: "mean cross-entropy",
  trained: "Trained on",
  time: "Training time",
  timeDetail: (epochs: number) =>
    epochs === 1 ? "one epoch" : `${epochs} epochs`,
  untested:
    "This network has not been tested yet, so there are no test figures.",
  numbersFrom: (samples: number, source: string) =>
    `Numbers: ${formatCount(samples)} digits of ${source}, none of them seen in training.`,
  numbersOnly: (samples: number, source: string) =>
    `Numbers: ${formatCount(samples)} digits of ${source}.`,
  picturesFrom: (samples: number, source: string) =>
    `Pictures: ${source}, ${formatCount(samples)} in all, tested separately; other people’s handwriting is not passed on here.`,
  sameSet: (samples: number, source: string) =>
    `Numbers and pictures: ${source}, ${formatCount(samples)} in all.`,
  noPictures: "This report comes without pictures of digits.",

  curvesHeading: "How it learned",
  lossTitle: (first: string, last: string, epochs: number) =>
    `The loss falls from ${first} to ${last} in ${epochs} epochs`,
  logarithmic: (title: string) => `${title} (logarithmic scale)`,
  accuracyTitle: (first: string, last: string) =>
    `Accuracy climbs from ${first} to ${last}`,
  curvesDetail:
    "Both curves should bend, then level off. Where validation stops following training, the network is learning its examples by heart.",
  curvesDetailAlone:
    "The curve should bend, then level off. No digits were set aside for validation.",
  onlyOneEpoch: "One epoch makes no curve; the table below has its figures.",
  noHistory: "The report has no record of the training.",
  epoch: "Epoch",
  training: "Training",
  validation: "Validation",
  historyTable: "The same as numbers",
  historyColumns: [
    "Epoch",
    "Loss",
    "Accuracy",
    "Validation loss",
    "Validation accuracy",
    "Time",
  ],

  confusionHeading: "What is taken for what",
  confusionDetail:
    "A good network keeps to the diagonal. Each other cell counts digits read as something else: choose one to see such digits. Arrow keys move between cells.",
  confusionCaption: "Rows: the true digit. Columns: the answer.",
  /** With the number as the cell shows it: who speaks to the page says what is to be seen. */
  confusionCell: (label: number, predicted: number, cases: number) =>
    label === predicted
      ? `${label} read correctly: ${cases}`
      : `${label} read as ${predicted}: ${cases}`,
  confusionScale: "Share of the true digit’s row",
  confusionFromPictures: (samples: number, source: string) =>
    `Counted on the ${formatCount(samples)} ${source} of the pictures, as there was no other test.`,
  noConfusion: "Without a test there is nothing to count.",
  panelTitle: (label: number, predicted: number) =>
    label === predicted
      ? `${label} read correctly`
      : `${label} read as ${predicted}`,
  panelCount: (cases: number, samples: number, label: number) =>
    `${formatCount(cases)} of the ${formatCount(samples)} ${label}s in the test set`,
  panelPictures: (source: string, shown: number, all: number) => {
    if (all === 0) return `Pictures: ${source}, none of this kind.`;
    return shown === all
      ? `Pictures: ${source}, ${formatCount(all)} of this kind.`
      : `Pictures: ${source}, ${formatCount(shown)} of ${formatCount(all)} of this kind.`;
  },

  errorsHeading: "Mistakes",
  errorsDetail: (
    shown: number,
    all: number,
    samples: number,
    source: string,
  ) => {
    const which =
      shown === all
        ? `All ${formatCount(all)} mistakes`
        : `${formatCount(shown)} of ${formatCount(all)} mistakes`;
    return `${which} among ${formatCount(samples)} ${source}, the surest first.`;
  },
  errorsNone: (samples: number, source: string) =>
    `Not one mistake among ${formatCount(samples)} ${source}.`,
  errorsMore: (count: number) => `Show ${formatCount(count)} more`,
  errorLabel: (label: number, predicted: number) =>
    `A ${label}, read as ${predicted}`,
  openOnPaper: "Put it on the paper",
  openOnPaperLabel: (picture: string) => `${picture}: put it on the paper`,
  errorTrue: "true",
  errorRead: "read",

  weightsHeading: "What the first layer looks for",
  weightsDetail: (name: string, units: number) =>
    `One picture for each of the ${units} units of ${name}. Ink on orange speaks for the unit, ink on blue against it; pixels without colour do not matter.`,
  filtersDetail: (name: string, units: number, size: string) =>
    `One picture for each of the ${units} filters of ${name}, ${size} weights that are laid over every place of the image. Ink on orange speaks for the filter, ink on blue against it.`,
  weightsFilter: (filter: number) => `Weights of filter ${filter}`,
  weightsNone: "This network’s first layer does not look at pixels one by one.",
  weightsUnit: (unit: number) => `Weights of unit ${unit}`,
  weightsCommon: "One scale for all",
  weightsScale: "Weight, on one scale for all",
  weightsOwnScale: "Weight, each picture on its own scale",
  weightsOwnEnd: (sign: string) => `${sign} its largest`,

  heldOutHeading: "People it has never met",
  heldOutDetail:
    "Digits held out from training and used to choose its settings. Where writers are known, each is held out with all digits or none. These are the network’s own answers to images; when you draw, the number of strokes has a say, too, as hardly anyone writes a 6 in two.",
  heldOutColumns: ["Source", "Digits", "Accuracy", "Loss"],

  trustHeading: "How far its confidence can be trusted",
  sureFrom: (from: string) =>
    `An answer is given from a confidence of ${from} on; below it the page shows “?”.`,
  calibrated: (divisor: string) =>
    `So that confidence means what it says, the network’s last values are divided by ${divisor}, fitted on digits held out from training.`,
  wellCalibrated:
    "Confidence means what it says as it comes from the network: digits held out from training asked for no correction.",
  noDigitUnitDetail:
    "One more unit beside the ten tells what is no digit. What it takes for none may be any digit: the ten share its probability evenly.",
  setTest: (sources: string) => `Test: ${sources}`,
  setHeldOut: (source: string) => `Held out: ${source}`,
  heldOut: "Held out",
  test: "Test",
  trustColumns: ["Set", "Digits", "Confidence off by", "Called unsure"],
  reliabilityTitle: (test: string | null, heldOut: string | null) => {
    const parts = [
      test && `${test} on the test`,
      heldOut && `${heldOut} on digits held out`,
    ].filter((part) => part !== null);
    return `Confidence is off by ${parts.join(", ")}`;
  },
  reliabilityDetail:
    "Of the answers that are 90\u202f% sure, 90\u202f% should be right: the dots should lie on the dashed line, most of all the large ones, which stand for many digits. Below the line the network is too sure of itself.",
  confidence: "Confidence",
  accuracyShare: "Accuracy",
  perfect: "as it should be",
  reliabilityColumns: ["Set", "Confidence", "Accuracy", "Digits"],
  riskTitle: (set: string, declined: string, before: string, after: string) =>
    `${set}. Declining the least sure ${declined} leaves ${after} wrong answers instead of ${before}`,
  riskDetail:
    "The share of wrong answers when only the surest digits are answered. The curve should fall steeply from the right: then mistakes are where the network is least sure.",
  risk: "Wrong answers",
  coverage: "Digits answered",
  nonDigitsTitle: (
    seen: string | null,
    unseen: string | null,
    digits: string | null,
  ) => {
    const parts = [
      seen && `${seen} of drawings that are no digit`,
      unseen &&
        (seen
          ? `${unseen} of things it never met`
          : `${unseen} of drawings that are no digit`),
      digits && `${digits} of real digits`,
    ].filter((part) => part !== null);
    return `It declines to answer ${listOf(parts)}`;
  },
  nonDigitsDetail:
    "Letters, shapes and scribbles of the project’s own generator. Some things are never trained on: they tell whether the network knows what it does not know. Of real digits few should be declined.",
  nonDigitsColumns: ["Drawing", "Number", "No answer"],
  nonDigitsSeen: "Things like those it was trained with",
  nonDigitsUnseen: "Things it never met",
  realDigits: "Real digits",
  nonDigitKinds: {
    letter: "Letters",
    shape: "Shapes",
    doodle: "Doodles",
    scribble: "Scribbles",
    fragment: "Pieces of digits",
    several: "Several digits at once",
  } as Record<string, string>,

  classesHeading: "Digit by digit",
  classesDetail:
    "Precision: of all answers with this digit, how many were right. Recall: of all these digits, how many were found.",
  classesColumns: ["Digit", "Samples", "Precision", "Recall", "F1"],

  provenanceHeading: "Where it comes from",
  provenanceCommand: "To train it again",
  provenanceCalibration: "What it refuses was fitted afterwards",
  copy: "Copy",
  copied: "Copied",
  copySelected: "Selected: copy with your keyboard",
  layers: "Layers",
  layersColumns: ["Layer", "Kind", "Output", "Activation", "Parameters"],
  data: "Data",
  dataColumns: ["For", "Source", "Digits", "SHA-256"],
  dataRoles: {
    train: "training",
    validation: "validation",
    test: "test",
    pictures: "pictures",
  },
  dataValidation: (samples: number, share: string) =>
    `${formatCount(samples)} of the training digits (${share}) were set aside for validation.`,
  generated: "generated, no file",
  settings: "Settings",
  settingNames: {
    epochs: "Epochs",
    batch_size: "Batch size",
    optimizer: "Optimiser",
    learning_rate: "Learning rate",
    schedule: "Schedule",
    warmup_fraction: "Warm-up",
    l2: "L2",
    weight_decay: "Weight decay",
    label_smoothing: "Label smoothing",
    average_decay: "Averaging",
    augment: "Augmentation",
    variations: "Variations",
    precision: "Precision",
    teacher: "Teachers (SHA-256)",
    teacher_weight: "Weight of the teachers",
    temperature: "Temperature",
    seed: "Seed",
    validation_split: "Validation split",
  } as Record<string, string>,
};
