/** Why something did not arrive or did not work, in words. */
import { MissingFile } from "../engine/fetch-file.ts";
import { texts } from "../words/texts.ts";

export function reasonOf(error: unknown): string {
  if (error instanceof MissingFile) {
    return error.status === null
      ? texts.failures.network
      : texts.failures.httpStatus(error.status);
  }
  return error instanceof Error ? error.message : String(error);
}
