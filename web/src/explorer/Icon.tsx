const paths = {
  undo: "M8 4 4 8l4 4M4 8h8a5 5 0 0 1 0 10H8",
  redo: "M14 4l4 4-4 4M18 8h-8a5 5 0 0 0 0 10h4",
  search: "M10 4a6 6 0 1 1 0 12 6 6 0 0 1 0-12ZM14.500 14.500 19 19",
  plus: "M11 5v12M5 11h12",
  minus: "M5 11h12",
  close: "M6 6l10 10M16 6 6 16",
  chevron: "M6 9l5 5 5-5",
  quote: "M5 6h12M5 11h12M5 16h7",
};

/** A line drawing of 22 by 22; it says nothing to a screen reader, so its button must. */
export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 22 22"
      width="18"
      height="18"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
