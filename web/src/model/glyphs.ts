import type { EntityKind } from "../api/generated.ts";

/** The outline of each kind's symbol within the unit circle: the legend, the picture and its SVG draw the same. */
const outlines: Partial<Record<EntityKind, readonly (readonly [number, number])[]>> = {
  ORGANISATION: [
    [-0.86, -0.86],
    [0.86, -0.86],
    [0.86, 0.86],
    [-0.86, 0.86],
  ],
  PLACE: [
    [0, -1],
    [1, 0.85],
    [-1, 0.85],
  ],
  PROGRAMME: [
    [-1, 0],
    [-0.5, -0.87],
    [0.5, -0.87],
    [1, 0],
    [0.5, 0.87],
    [-0.5, 0.87],
  ],
  FUNDING_SOURCE: [
    [0, -1],
    [1, 0],
    [0, 1],
    [-1, 0],
  ],
  EVENT: star(),
  SECTOR: [
    [-0.4, -0.95],
    [0.4, -0.95],
    [0.95, -0.4],
    [0.95, 0.4],
    [0.4, 0.95],
    [-0.4, 0.95],
    [-0.95, 0.4],
    [-0.95, -0.4],
  ],
  DOCUMENT: [
    [-0.72, -0.95],
    [0.3, -0.95],
    [0.72, -0.5],
    [0.72, 0.95],
    [-0.72, 0.95],
  ],
};

function star(): [number, number][] {
  return Array.from({ length: 10 }, (_, i) => {
    const radius = i % 2 ? 0.5 : 1.05;
    const angle = -Math.PI / 2 + (i * Math.PI) / 5;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

/** SVG path data around 0,0. People, and kinds that are new to us, are circles. */
export function glyphPath(kind: EntityKind, radius: number): string {
  const outline = outlines[kind];
  const at = (value: number) => Math.round(value * radius * 10) / 10;
  if (!outline) return `M${-radius} 0a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0Z`;
  return `M${outline.map(([x, y]) => `${at(x)} ${at(y)}`).join("L")}Z`;
}

/** The outline as Cytoscape takes polygons; undefined for circles. */
export function glyphPolygon(kind: EntityKind): number[] | undefined {
  const outline = outlines[kind];
  if (!outline) return undefined;
  const largest = Math.max(1, ...outline.flat().map(Math.abs));
  return outline.flat().map((value) => value / largest);
}
