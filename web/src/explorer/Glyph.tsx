import type { EntityKind } from "../api/generated.ts";
import { glyphPath } from "../model/glyphs.ts";

/** A kind's symbol, as the picture draws it. Its colour comes from the style sheet. */
export function Glyph({ kind }: { kind: EntityKind }) {
  return (
    <svg className="glyph" data-kind={kind} viewBox="-8 -8 16 16" width="14" height="14" aria-hidden="true">
      <path d={glyphPath(kind, 7)} />
    </svg>
  );
}
