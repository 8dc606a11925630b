/** "How does it see this?": the question, and the stages behind it, which load when it is first asked. */
import { createSignal, type Accessor, type Component } from "solid-js";
import { Loaded } from "../../parts/loaded.tsx";
import { wantsNoMotion } from "../../parts/motion.ts";
import type { NoticeBoard } from "../../parts/notices.tsx";
import { reasonOf } from "../../parts/reasons.ts";
import { texts } from "../../words/texts.ts";
import type { StagesProps } from "./stages.tsx";

const words = texts.draw.how;
const ID = "stages";

export interface StagesPanel {
  readonly isOpen: Accessor<boolean>;
  readonly Question: Component;
  readonly Panel: Component<StagesProps>;
}

export function createStagesPanel(notices: NoticeBoard): StagesPanel {
  const [isOpen, setOpen] = createSignal(false);
  const [stages, setStages] = createSignal<Component<StagesProps> | null>(null);
  let panel!: HTMLDivElement;

  const bringIntoSight = () => {
    // The panel as a whole would push the paper out of sight.
    panel.firstElementChild?.scrollIntoView({
      block: "nearest",
      behavior: wantsNoMotion() ? "instant" : "smooth",
    });
  };
  const toggle = async () => {
    setOpen(!isOpen());
    if (!isOpen()) return;
    try {
      const loaded = await import("./stages.tsx");
      setStages(() => loaded.default);
      notices.hide("stages");
      bringIntoSight();
    } catch (error) {
      setOpen(false);
      notices.show("stages", words.missing(reasonOf(error)), () => {
        void toggle();
      });
    }
  };
  return {
    isOpen,
    Question: () => (
      <button
        type="button"
        class="text-button question"
        data-testid="how"
        aria-expanded={isOpen()}
        aria-controls={ID}
        onClick={() => void toggle()}
      >
        {words.question}
      </button>
    ),
    Panel: (props) => (
      <div class="stages-panel" id={ID} ref={panel} hidden={!isOpen()}>
        <Loaded part={isOpen() ? stages() : null} props={props} />
      </div>
    ),
  };
}
