/** For addresses that lead nowhere: says so, and where to go. */
import type { RoomProps } from "../../parts/room.ts";
import { texts } from "../../words/texts.ts";
import "./not-found.css";

const words = texts.notFound;

export default function NotFoundRoom(props: RoomProps) {
  return (
    <article class="not-found">
      <h1>{words.heading}</h1>
      <p>{words.detail(props.parameters()[0] ?? "")}</p>
      <p>
        <a href="#draw">{words.wayOn}</a>
      </p>
    </article>
  );
}
