/** What the build knows of a model from its report: one entry of models/about.json. */
export interface AboutModel {
  readonly parameters: number;
  /** Share of the test digits read rightly; null when it was not tested. */
  readonly accuracy: number | null;
  /** Whether there is a model card beside the weights. */
  readonly card: boolean;
}
