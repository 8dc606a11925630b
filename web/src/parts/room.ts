/** What a room is given, and what it is: a component that leaves no trace when it is left. */
import type { Accessor, Component } from "solid-js";
import type { RecognitionEngine } from "../engine/engine.ts";
import type { Networks } from "../engine/networks.ts";
import type { Session } from "../session/session.ts";
import type { NoticeBoard } from "./notices.tsx";

export interface RoomProps {
  readonly session: Session;
  readonly engine: RecognitionEngine;
  readonly networks: Networks;
  readonly notices: NoticeBoard;
  /**
   * Parts of the address behind the room's name: ["lab"] in #results/lab. Where no room has the
   * address, all of it.
   */
  readonly parameters: Accessor<readonly string[]>;
  /** Puts other parameters into the address, without a new entry in the history. */
  readonly readdress: (...parameters: string[]) => void;
}

export type Room = Component<RoomProps>;
