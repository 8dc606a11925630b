/** Files of this site. */
import { EngineError } from "./engine.ts";

/**
 * Why a file did not arrive: the server's status, or none when there was no answer at all. Words are
 * made of it where they are shown.
 */
export class MissingFile extends EngineError {
  constructor(
    file: string,
    readonly status: number | null,
  ) {
    super("file", status === null ? "no answer" : `status ${status}`, file);
  }
}

/**
 * @param address relative to the page
 * @param name what the visitor is told it is called
 * @throws MissingFile
 */
export async function fetchFile(
  address: string,
  name: string,
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(new URL(address, document.baseURI));
  } catch {
    throw new MissingFile(name, null);
  }
  if (!response.ok) throw new MissingFile(name, response.status);
  return response;
}
