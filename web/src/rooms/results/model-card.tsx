/** The model's own card, loaded when somebody asks for it. */
import { createResource, Match, onMount, Switch } from "solid-js";
import { EngineError } from "../../engine/engine.ts";
import { fetchModelCard } from "../../engine/library.ts";
import { RetryButton } from "../../parts/notices.tsx";
import { reasonOf } from "../../parts/reasons.ts";
import { results as words } from "../../words/results.ts";
import { Note } from "./section.tsx";

const fileOf = (error: unknown) =>
  (error instanceof EngineError && error.file) || "model-card.md";

export function ModelCard(props: { model: string; close: () => void }) {
  let heading!: HTMLHeadingElement;
  const [card, { refetch }] = createResource(
    () => props.model,
    async (model) => {
      const [text, { CardText }] = await Promise.all([
        fetchModelCard(model),
        import("./card-text.tsx"),
      ]);
      return <CardText text={text} />;
    },
  );
  onMount(() => heading.focus());
  return (
    <section class="card" data-testid="model-card" aria-labelledby="card-title">
      <h2 id="card-title" tabindex={-1} ref={heading}>
        {words.card.heading}
      </h2>
      <Switch fallback={<Note>{words.loading}</Note>}>
        <Match when={card.state === "errored"}>
          <div class="notice" role="alert">
            <p>
              {words.card.missing(fileOf(card.error), reasonOf(card.error))}
            </p>
            <RetryButton retry={() => void refetch()} />
          </div>
        </Match>
        <Match when={card.state === "ready"}>{card()}</Match>
      </Switch>
      <button type="button" class="quiet-button" onClick={() => props.close()}>
        {words.card.close}
      </button>
    </section>
  );
}
