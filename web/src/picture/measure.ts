import type { Lettering } from "../model/box.ts";
import { narrowWidth } from "../model/star.ts";
import { font, labelSize } from "./look.ts";

const context = document.createElement("canvas").getContext("2d");
const known = new Map<string, number>();

/** The width of a name in the picture's font. */
function widthOf(text: string): number {
  let width = known.get(text);
  if (width === undefined && context) {
    context.font = `${labelSize}px ${font}`;
    width = context.measureText(text).width;
    known.set(text, width);
  }
  return width ?? text.length * 7.5;
}

/** Settles when names can be drawn and measured in the picture's font, or when waiting for it isn't worth it any more. */
export const fontReady: Promise<unknown> = Promise.race([
  document.fonts.load(`${labelSize}px ${font}`),
  new Promise((resolve) => setTimeout(resolve, 500)),
]);

/** Names are broken more narrowly where the picture is narrow. */
export const letteringFor = (width: number): Lettering => ({
  widthOf,
  wrap: width < narrowWidth ? Math.max(76, Math.round(width * 0.24)) : 156,
});
