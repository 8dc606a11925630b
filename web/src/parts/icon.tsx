/** A small line drawing on a 24×24 field, for buttons; hidden from screen readers. */
export function Icon(props: { path: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" class="icon">
      <path d={props.path} />
    </svg>
  );
}
