/** #results, #results/NAME: what a network learned, and how well, from its report.json. */
import { createEffect, createSignal, Match, onCleanup, Switch } from "solid-js";
import { EngineError } from "../../engine/engine.ts";
import { fetchReport } from "../../engine/library.ts";
import { asReport, type Report } from "../../engine/report.ts";
import { RetryButton } from "../../parts/notices.tsx";
import { reasonOf } from "../../parts/reasons.ts";
import type { RoomProps } from "../../parts/room.ts";
import { results as words } from "../../words/results.ts";
import { texts } from "../../words/texts.ts";
import { sections } from "./sections.ts";
import "./results.css";
import "./confusion.css";

/** What came of asking for a report; null while it is on its way. */
type Outcome = { readonly report: Report } | { readonly error: unknown } | null;

function failureWords(title: string, error: unknown): string {
  const reason = reasonOf(error);
  return error instanceof EngineError
    ? texts.failures.reportMissing(title, error.file ?? "", reason)
    : texts.failures.reportDamaged(title, reason);
}

export default function ResultsRoom(props: RoomProps) {
  const { session, networks } = props;
  const [outcome, setOutcome] = createSignal<Outcome>(null);
  const [attempt, setAttempt] = createSignal(0);
  const retry = () => void setAttempt((count) => count + 1);
  const named = () => props.parameters()[0] ?? null;
  const isUnknown = () => {
    const [name, names] = [named(), networks.names()];
    return name !== null && names !== null && !names.includes(name);
  };
  const model = () => session.desk().network;
  const title = () => texts.modelTitle(model() ?? "");

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
    setOutcome(null);
    // Until the address has had its say, another network's report would be shown.
    if (name === null || (named() !== null && named() !== name)) return;
    let isWanted = true;
    onCleanup(() => (isWanted = false));
    fetchReport(name)
      .then((json): Outcome => ({ report: asReport(json) }))
      .catch((error: unknown): Outcome => ({ error }))
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
  const report = () => {
    const came = outcome();
    return came && "report" in came ? came.report : null;
  };
  const card = () => {
    const name = model();
    return name !== null && networks.about().get(name)?.card ? name : null;
  };
  const heading = <h1>{words.heading}</h1>;
  const waiting = () => (
    <p class="note">
      {networks.names()?.length === 0 ? words.none : words.loading}
    </p>
  );

  return (
    <article class="results">
      <Switch
        fallback={
          <>
            {heading}
            {waiting()}
          </>
        }
      >
        <Match when={isUnknown()}>
          {heading}
          <p class="note">
            {texts.failures.noSuchNetwork(named() ?? "")}{" "}
            <a href="#results">{words.wayOn}</a>
          </p>
        </Match>
        <Match when={failed()}>
          {(came) => (
            <>
              {heading}
              <div class="notice" role="alert" data-testid="report-notice">
                <p>{failureWords(title(), came().error)}</p>
                <RetryButton retry={retry} />
              </div>
            </>
          )}
        </Match>
        <Match when={report()}>
          {(shown) => <>{sections(title(), shown(), card())}</>}
        </Match>
      </Switch>
    </article>
  );
}
