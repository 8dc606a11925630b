/** The results of one network, from a report that is there. */
import { createSignal, Show } from "solid-js";
import { modelCardAddress } from "../../engine/library.ts";
import type { Report } from "../../engine/report.ts";
import { InTurn } from "../../parts/in-turn.tsx";
import { results as words } from "../../words/results.ts";
import { ConfusionMatrix } from "./confusion.tsx";
import { LearningCurves } from "./curves.tsx";
import type { OpenPicture } from "./digit-picture.tsx";
import { ErrorGallery } from "./error-gallery.tsx";
import { describeLayers } from "./facts.ts";
import { HeadlineFigures, HeldOutTable, PerClassTable } from "./figures.tsx";
import { FirstLayerWeights } from "./first-layer.tsx";
import { ModelCard } from "./model-card.tsx";
import { Provenance } from "./provenance.tsx";
import { Section } from "./section.tsx";
import { hasTrust, Trust } from "./trust.tsx";

interface SectionsProps {
  readonly title: string;
  readonly report: Report;
  /** Name of the model whose card there is; null without a card. */
  readonly card: string | null;
  readonly open: OpenPicture;
  /** Whether it takes the place of another network's, and all of it. */
  readonly atOnce: boolean;
}

export function Sections(props: SectionsProps) {
  const { report, open } = props;
  const { validation = [] } = report;
  const parts = [
    () => <Header {...props} />,
    () => (
      <Section id="confusion" title={words.confusionHeading}>
        <ConfusionMatrix report={report} open={open} />
      </Section>
    ),
    () => (
      <Section id="errors" title={words.errorsHeading}>
        <ErrorGallery report={report} open={open} />
      </Section>
    ),
    () => (
      <Show when={validation.length > 0}>
        <Section id="held-out" title={words.heldOutHeading}>
          <HeldOutTable figures={validation} />
        </Section>
      </Show>
    ),
    () => (
      <Show when={hasTrust(report)}>
        <Section id="trust" title={words.trustHeading}>
          <Trust report={report} />
        </Section>
      </Show>
    ),
    () => (
      <Section id="curves" title={words.curvesHeading}>
        <LearningCurves history={report.history} />
      </Section>
    ),
    () => (
      <Section id="first-layer" title={words.weightsHeading}>
        <FirstLayerWeights report={report} />
      </Section>
    ),
    () => (
      <Section id="classes" title={words.classesHeading}>
        <PerClassTable test={report.test} />
      </Section>
    ),
    () => (
      <Section id="provenance" title={words.provenanceHeading}>
        <Provenance report={report} />
      </Section>
    ),
  ];
  return <InTurn parts={parts} atOnce={props.atOnce} />;
}

function Header(props: SectionsProps) {
  const [reading, setReading] = createSignal(false);
  let link: HTMLAnchorElement | undefined;
  const read = (event: MouseEvent) => {
    // With a key held down it is a file like any other, for a tab of its own.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    setReading(true);
  };
  const close = () => {
    setReading(false);
    link?.focus();
  };
  return (
    <header class="results-header">
      <h1>{words.heading}</h1>
      <p class="lead">
        {words.summary(
          props.title,
          props.report.model.parameters,
          describeLayers(props.report.model),
        )}{" "}
        <Show when={props.card}>
          {(card) => (
            <a
              href={modelCardAddress(card())}
              aria-expanded={reading()}
              ref={link}
              onClick={read}
            >
              {words.card.heading}
            </a>
          )}
        </Show>
      </p>
      <Show when={reading() && props.card}>
        {(card) => <ModelCard model={card()} close={close} />}
      </Show>
      <HeadlineFigures report={props.report} />
    </header>
  );
}
