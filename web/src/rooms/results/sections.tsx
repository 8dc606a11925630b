/** The results of one network, from a report that is there. */
import { createSignal, Show, type JSX } from "solid-js";
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
  const section =
    (id: string, title: string, content: () => JSX.Element) => () => (
      <Section id={id} title={title}>
        {content()}
      </Section>
    );
  const parts = [
    () => <Header {...props} />,
    section("confusion", words.confusionHeading, () => (
      <ConfusionMatrix report={report} open={open} />
    )),
    section("errors", words.errorsHeading, () => (
      <ErrorGallery report={report} open={open} />
    )),
    ...(validation.length > 0
      ? [
          section("held-out", words.heldOutHeading, () => (
            <HeldOutTable figures={validation} />
          )),
        ]
      : []),
    ...(hasTrust(report)
      ? [section("trust", words.trustHeading, () => <Trust report={report} />)]
      : []),
    section("curves", words.curvesHeading, () => (
      <LearningCurves history={report.history} />
    )),
    section("first-layer", words.weightsHeading, () => (
      <FirstLayerWeights report={report} />
    )),
    section("classes", words.classesHeading, () => (
      <PerClassTable test={report.test} />
    )),
    section("provenance", words.provenanceHeading, () => (
      <Provenance report={report} />
    )),
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
