/** For addresses that lead nowhere: says so, and where to go. */
import { texts } from "../../words/texts.ts";
import "./not-found.css";

const words = texts.notFound;

export default function NotFoundRoom() {
  return (
    <article class="not-found">
      <h1>{words.heading}</h1>
      <p>{words.detail(location.hash)}</p>
      <p>
        <a href="#draw">{words.wayOn}</a>
      </p>
    </article>
  );
}
