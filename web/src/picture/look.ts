import type { StylesheetJson } from "cytoscape";
import { labelGap, labelLine } from "../model/box.ts";
import { labelScale } from "../model/labels.ts";
import { aside, type Palette } from "../model/palette.ts";

export const font = '"Source Sans 3 Variable", system-ui, sans-serif';
export const labelSize = 14;

/** How the picture looks in one theme. What differs between things comes from their data. */
export function look(palette: Palette): StylesheetJson {
  return [
    {
      selector: "node",
      style: {
        width: "data(size)",
        height: "data(size)",
        "background-color": "data(colour)",
        "background-image": "data(badge)",
        "background-fit": "contain",
        label: "data(rows)",
        color: palette.text,
        "font-family": font,
        "font-size": labelSize,
        "line-height": labelLine / (labelSize * 1.15),
        "text-wrap": "wrap",
        // The rows are broken already: see labelLines.
        "text-max-width": "9999px",
        "min-zoomed-font-size": 7,
        "text-outline-color": palette.ground,
        "text-outline-width": 2.5,
        "text-valign": "bottom",
        "text-margin-y": labelGap,
        "border-width": 0,
        "border-color": palette.ground,
        "overlay-opacity": 0,
        "z-index": 10,
      },
    },
    { selector: 'node[kind = "PERSON"]', style: { shape: "ellipse" } },
    { selector: "node[outline]", style: { shape: "polygon", "shape-polygon-points": "data(outline)" as never } },
    { selector: 'node[side = "above"]', style: { "text-valign": "top", "text-margin-y": -labelGap } },
    {
      selector: 'node[side = "left"]',
      style: {
        "text-halign": "left",
        "text-valign": "center",
        "text-margin-x": -labelGap,
        "text-margin-y": 0,
        "text-justification": "right",
      },
    },
    {
      selector: 'node[side = "right"]',
      style: {
        "text-halign": "right",
        "text-valign": "center",
        "text-margin-x": labelGap,
        "text-margin-y": 0,
        "text-justification": "left",
      },
    },
    {
      selector: "edge",
      style: {
        width: 1.4,
        "line-color": "data(colour)",
        "line-style": "data(dash)" as never,
        "line-dash-pattern": [8, 5],
        "curve-style": "straight",
        "target-arrow-color": "data(colour)",
        "source-arrow-color": "data(colour)",
        "target-arrow-shape": "data(toB)" as never,
        "source-arrow-shape": "data(toA)" as never,
        "arrow-scale": 0.85,
        "target-distance-from-node": 2,
        "source-distance-from-node": 2,
        "source-endpoint": "data(from)" as never,
        "target-endpoint": "data(to)" as never,
        opacity: "data(opacity)" as never,
        color: palette.muted,
        "font-family": font,
        "font-size": labelScale * labelSize,
        "text-wrap": "wrap",
        "text-max-width": "9999px",
        "line-height": 1.1,
        "text-margin-x": "data(labelX)" as never,
        "text-margin-y": "data(labelY)" as never,
        "min-zoomed-font-size": 7,
        "text-background-color": palette.ground,
        "text-background-opacity": 0.94,
        "text-background-padding": "2px",
        "text-background-shape": "roundrectangle",
        "overlay-opacity": 0,
      },
    },
    {
      selector: "edge[bow]",
      style: {
        "curve-style": "unbundled-bezier",
        "control-point-distances": "data(bow)" as never,
        "control-point-weights": 0.5 as never,
        "edge-distances": "node-position",
      },
    },
    { selector: "edge[faint]", style: { width: 0.9 } },
    { selector: "edge[money]", style: { width: 2.2, color: palette.money } },
    {
      selector: "edge[disputed]",
      style: {
        width: 3,
        "line-color": palette.ground,
        "line-style": "solid",
        "line-outline-width": 1.6,
        "line-outline-color": palette.warning,
        "target-arrow-color": palette.warning,
        "source-arrow-color": palette.warning,
        color: palette.warning,
      } as never,
    },
    { selector: "edge.labelled, edge.near", style: { label: "data(rows)" } },
    {
      selector: "node.focus",
      style: {
        "border-width": 3,
        "border-color": palette.ground,
        "outline-width": 2.5,
        "outline-color": palette.accent,
        "outline-offset": 0,
        "font-weight": 600,
      },
    },
    {
      selector: "node.second",
      style: { "border-width": 3, "outline-width": 2.5, "outline-color": palette.accent, "outline-style": "dashed" as never },
    },
    {
      selector: "node.cursor",
      style: { "underlay-color": palette.accent, "underlay-opacity": 0.22, "underlay-padding": 7, "underlay-shape": "ellipse" },
    },
    {
      selector: "edge.cursor",
      style: { label: "data(rows)", "underlay-color": palette.accent, "underlay-opacity": 0.28, "underlay-padding": 5 },
    },
    {
      selector: "node.near",
      style: { "underlay-color": palette.muted, "underlay-opacity": 0.16, "underlay-padding": 5, "underlay-shape": "ellipse" },
    },
    { selector: "node.read", style: { "font-size": "data(reading)" as never, "min-zoomed-font-size": 0, "z-index": 20 } },
    { selector: "node.pinned", style: { "border-width": 2, "border-color": palette.text } },
    { selector: "edge.near", style: { width: 2.4, "z-index": 9 } },
    {
      selector: "edge.chosen, edge.way",
      style: {
        width: 3,
        "line-color": palette.accent,
        "target-arrow-color": palette.accent,
        "source-arrow-color": palette.accent,
        color: palette.accent,
        opacity: 1,
        "z-index": 9,
      },
    },
    { selector: "edge.aside", style: { opacity: 0.5 } },
    { selector: "node.aside", style: { opacity: aside } },
  ];
}

/** A number inside a symbol: how many of a thing's claims aren't drawn yet. Empty where there are none. */
export function badge(count: number, size: number, ground: string): string {
  if (count === 0 || size < 20) return "none";
  const text = count > 99 ? "99+" : String(count);
  const letters = text.length > 2 ? 9 : 11;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}"><text x="50%" y="50%" dy="0.36em" text-anchor="middle" font-family="system-ui,sans-serif" font-weight="600" font-size="${letters}" fill="${ground}">${text}</text></svg>`;
  return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
}
