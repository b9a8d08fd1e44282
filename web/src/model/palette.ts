import type { EntityKind } from "../api/generated.ts";

/** The colours of the picture, one set a theme. style.css has the same ground, text and accent for the page. */
export interface Palette {
  ground: string;
  text: string;
  muted: string;
  line: string;
  money: string;
  accent: string;
  warning: string;
  things: Record<EntityKind, string>;
}

export type Theme = "light" | "dark";

export const palettes: Record<Theme, Palette> = {
  light: {
    ground: "#fbfaf7",
    text: "#1d2226",
    muted: "#5a6169",
    line: "#6e757c",
    money: "#97600a",
    accent: "#17645f",
    warning: "#a3300b",
    things: {
      PERSON: "#7a4b9e",
      ORGANISATION: "#1f6391",
      PLACE: "#38763a",
      PROGRAMME: "#b04a20",
      FUNDING_SOURCE: "#97600a",
      EVENT: "#b02f5e",
      SECTOR: "#55662a",
      DOCUMENT: "#6a6259",
      AWARD: "#8a5a12",
    },
  },
  dark: {
    ground: "#14181b",
    text: "#e9e6df",
    muted: "#a3a9ae",
    line: "#787f85",
    money: "#e0ab55",
    accent: "#6cc5bb",
    warning: "#ff9d73",
    things: {
      PERSON: "#c39ae3",
      ORGANISATION: "#76b6e4",
      PLACE: "#84c585",
      PROGRAMME: "#f0956d",
      FUNDING_SOURCE: "#e0ab55",
      EVENT: "#f088ad",
      SECTOR: "#b3c47e",
      DOCUMENT: "#bdb2a4",
      AWARD: "#e3bd73",
    },
  },
};

/** How much of its colour a rumoured line keeps, and a thing beside the path that is looked at. */
export const faint = 0.8;
export const aside = 0.75;

/** A colour drawn at an opacity on a ground, as it is seen. */
export function blend(colour: string, ground: string, opacity: number): string {
  const mixed = [1, 3, 5].map((at) => {
    const [over, under] = [colour, ground].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number];
    return Math.round(over * opacity + under * (1 - opacity));
  });
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

export const thingColour = (palette: Palette, kind: EntityKind): string => palette.things[kind] ?? palette.muted;

/** The contrast ratio of two colours by WCAG 2.2, from 1 to 21. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
