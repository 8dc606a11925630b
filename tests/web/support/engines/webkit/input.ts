/** Playwright's mouse and keyboard, by WebDriver's actions. */
import type { Driver } from "./driver.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

type Button = "left" | "middle" | "right";
const BUTTONS: Button[] = ["left", "middle", "right"];

/** Keys without a character have a code point of their own (https://www.w3.org/TR/webdriver2/#keyboard-actions). */
const KEYS: Record<string, string> = {
  ArrowDown: "\uE015",
  ArrowLeft: "\uE012",
  ArrowRight: "\uE014",
  ArrowUp: "\uE013",
  Control: "\uE009",
  Delete: "\uE017",
  Enter: "\uE007",
  Escape: "\uE00C",
  Shift: "\uE008",
  Space: " ",
  Tab: "\uE004",
};

export class Mouse {
  private at: Point = { x: 0, y: 0 };
  constructor(private readonly driver: Driver) {}

  private act(actions: object[]): Promise<unknown> {
    return this.driver.post("/actions", {
      actions: [
        {
          type: "pointer",
          id: "mouse",
          parameters: { pointerType: "mouse" },
          actions,
        },
      ],
    });
  }

  async move(x: number, y: number, { steps = 1 } = {}): Promise<void> {
    const { at: from } = this;
    this.at = { x, y };
    await this.act(
      Array.from({ length: steps }, (_, i) => ({
        type: "pointerMove",
        duration: 0,
        x: Math.round(from.x + ((x - from.x) * (i + 1)) / steps),
        y: Math.round(from.y + ((y - from.y) * (i + 1)) / steps),
      })),
    );
  }
  async down({ button = "left" as Button } = {}): Promise<void> {
    await this.act([{ type: "pointerDown", button: BUTTONS.indexOf(button) }]);
  }
  async up({ button = "left" as Button } = {}): Promise<void> {
    await this.act([{ type: "pointerUp", button: BUTTONS.indexOf(button) }]);
  }
}

export class Keyboard {
  constructor(private readonly driver: Driver) {}

  /** Presses keys as `Control+Shift+Z` names them. */
  async press(names: string): Promise<void> {
    const keys = names.split("+").map((name) => KEYS[name] ?? name);
    const event = (type: string) => (value: string) => ({ type, value });
    await this.driver.post("/actions", {
      actions: [
        {
          type: "key",
          id: "keyboard",
          actions: [
            ...keys.map(event("keyDown")),
            ...keys.reverse().map(event("keyUp")),
          ],
        },
      ],
    });
  }
}
