import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { aside, blend, contrast, faint, type Palette, palettes, type Theme } from "../../src/model/palette.ts";

const css = readFileSync(new URL("../../src/explorer/styles/page.css", import.meta.url), "utf8");
const raised: Record<Theme, string> = { light: "#ffffff", dark: "#1c2124" };

test("contrast is WCAG's", () => {
  assert.equal(contrast("#000000", "#ffffff"), 21);
  assert.ok(Math.abs(contrast("#777777", "#ffffff") - 4.48) < 0.01);
});

for (const [theme, palette] of Object.entries(palettes) as [Theme, Palette][]) {
  test(`${theme}: text has 4.5:1 on both grounds`, () => {
    for (const ground of [palette.ground, raised[theme]])
      for (const ink of [palette.text, palette.muted, palette.accent, palette.money, palette.warning])
        assert.ok(contrast(ink, ground) >= 4.5, `${ink} on ${ground}: ${contrast(ink, ground)}`);
  });

  test(`${theme}: symbols and lines have 3:1, and the number in a symbol 4.5:1`, () => {
    assert.ok(contrast(palette.line, palette.ground) >= 3);
    for (const [kind, colour] of Object.entries(palette.things))
      assert.ok(contrast(colour, palette.ground) >= 4.5, `${kind}: ${contrast(colour, palette.ground)}`);
  });

  test(`${theme}: what is faint or set aside can still be made out`, () => {
    const seen = (colour: string, opacity: number) => contrast(blend(colour, palette.ground, opacity), palette.ground);
    assert.ok(seen(palette.line, faint) >= 3 && seen(palette.money, faint) >= 3);
    for (const colour of Object.values(palette.things)) assert.ok(seen(colour, aside) >= 3, `${colour}: ${seen(colour, aside)}`);
    assert.ok(seen(palette.text, aside) >= 4.5);
  });

  test(`${theme}: the style sheet has the palette's colours`, () => {
    const half = theme === "light" ? css.slice(0, css.indexOf("@media")) : css.slice(css.indexOf("@media"));
    for (const [name, value] of Object.entries({
      ground: palette.ground,
      text: palette.text,
      muted: palette.muted,
      accent: palette.accent,
      money: palette.money,
      warning: palette.warning,
      edge: palette.line,
      raised: raised[theme],
    }))
      assert.match(half, new RegExp(`--${name}: ${value};`), name);
    for (const colour of Object.values(palette.things)) assert.ok(css.includes(colour), colour);
  });
}
