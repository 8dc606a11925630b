/** What the build writes down about the models. */

/** A model that the site was built with, as models/index.json has it. */
export interface KeptModel {
  readonly name: string;
  /** Address of its folder, which changes with what is in it. */
  readonly folder: string;
  /** Of its weights, in hexadecimal. */
  readonly sha256: string;
}

/** What is known of a model from its report: one entry of models/about.json. */
export interface AboutModel {
  readonly parameters: number;
  /** Share of the test digits read rightly; null when it was not tested. */
  readonly accuracy: number | null;
  /** Whether the test was on other digits than the first model's: such shares do not compare. */
  readonly ownTest?: boolean;
  /** Whether there is a model card beside the weights. */
  readonly card: boolean;
}
