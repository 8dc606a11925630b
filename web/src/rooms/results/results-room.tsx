/** #results, #results/NAME: what a network learned, and how well, from its report.json. */
import {
  createEffect,
  createSignal,
  ErrorBoundary,
  Match,
  onCleanup,
  Show,
  Switch,
} from "solid-js";
import { EngineError } from "../../engine/engine.ts";
import { fetchReport } from "../../engine/library.ts";
import { asReport, type Picture, type Report } from "../../engine/report.ts";
import { RetryButton } from "../../parts/notices.tsx";
import { reasonOf } from "../../parts/reasons.ts";
import type { RoomProps } from "../../parts/room.ts";
import { withInk } from "../../session/desk.ts";
import { replaceDrawing } from "../../session/ink.ts";
import { results as words } from "../../words/results.ts";
import { texts } from "../../words/texts.ts";
import { decodeBytes } from "./facts.ts";
import { Sections } from "./sections.tsx";
import { tracePicture } from "./trace.ts";
import "./results.css";
import "./confusion.css";

/** What came of asking for a network's report. */
type Outcome =
  | { readonly name: string; readonly report: Report }
  | { readonly name: string; readonly error: unknown };

function failureWords(title: string, error: unknown): string {
  const reason = reasonOf(error);
  return error instanceof EngineError
    ? texts.failures.reportMissing(title, error.file ?? "", reason)
    : texts.failures.reportDamaged(title, reason);
}

export default function ResultsRoom(props: RoomProps) {
  const { session, networks } = props;
  // Stays until the next one is there, so that nothing jumps.
  const [outcome, setOutcome] = createSignal<Outcome | null>(null);
  const [attempt, setAttempt] = createSignal(0);
  const retry = () => void setAttempt((count) => count + 1);
  const named = () => props.parameters()[0] ?? null;
  const isUnknown = () => {
    const [name, names] = [named(), networks.names()];
    return name !== null && names !== null && !names.includes(name);
  };
  const model = () => session.desk().network;

  // The address chooses the network; and the network, where the address names one, goes into it.
  let followed: string | null = null;
  createEffect(() => {
    const name = named();
    if (name === null || isUnknown() || networks.names() === null) return;
    const chosen = model();
    if (name !== followed) {
      followed = name;
      if (name !== chosen)
        session.update((desk) => ({ ...desk, network: name }));
    } else if (chosen !== null && chosen !== name) {
      followed = chosen;
      props.readdress(chosen);
    }
  });

  createEffect(() => {
    const name = model();
    attempt();
    // Until the address has had its say, another network's report would be shown.
    if (name === null || (named() !== null && named() !== name)) return;
    let isWanted = true;
    onCleanup(() => (isWanted = false));
    fetchReport(name)
      .then((json): Outcome => ({ name, report: asReport(json) }))
      .catch((error: unknown): Outcome => ({ name, error }))
      .then((came) => isWanted && setOutcome(came));
  });
  const online = () => {
    if (failed()) retry();
  };
  addEventListener("online", online);
  onCleanup(() => removeEventListener("online", online));

  const failed = () => {
    const came = outcome();
    return came && "error" in came ? came : null;
  };
  const arrived = () => {
    const came = outcome();
    return came && "report" in came ? came : null;
  };
  const cardOf = (name: string) =>
    networks.about().get(name)?.card ? name : null;
  const openOnPaper = ({ report }: { report: Report }, picture: Picture) => {
    const { height, width } = report.pictures!;
    const bytes = decodeBytes(picture.pixels, height * width);
    const drawing = tracePicture(bytes, height, width);
    session.update((desk) => withInk(desk, replaceDrawing(desk.ink, drawing)));
    location.hash = "#draw";
  };
  let hasShown = false;
  const waiting = () =>
    networks.names()?.length === 0 ? words.none : words.loading;

  return (
    <article
      class="results"
      data-network={outcome()?.name}
      aria-busy={outcome()?.name !== model() && !isUnknown()}
    >
      <Show when={isUnknown() || !arrived()}>
        <h1>{words.heading}</h1>
      </Show>
      <Switch fallback={<p class="note">{waiting()}</p>}>
        <Match when={isUnknown()}>
          <p class="note">
            {texts.failures.noSuchNetwork(named() ?? "")}{" "}
            <a href="#results">{words.wayOn}</a>
          </p>
        </Match>
        <Match when={failed()}>
          {(came) => (
            <div class="notice" role="alert" data-testid="report-notice">
              <p>{failureWords(texts.modelTitle(came().name), came().error)}</p>
              <RetryButton retry={retry} />
            </div>
          )}
        </Match>
        <Match when={arrived()} keyed>
          {(came) => {
            const replaces = hasShown;
            hasShown = true;
            return (
              <ErrorBoundary
                fallback={(error) => (
                  <p class="note">
                    {failureWords(texts.modelTitle(came.name), error)}
                  </p>
                )}
              >
                <Sections
                  title={texts.modelTitle(came.name)}
                  report={came.report}
                  card={cardOf(came.name)}
                  open={(picture) => openOnPaper(came, picture)}
                  atOnce={replaces}
                />
              </ErrorBoundary>
            );
          }}
        </Match>
      </Switch>
    </article>
  );
}
