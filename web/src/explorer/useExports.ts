import { useState } from "react";
import { askClaims, askTerms } from "../api/questions.ts";
import type { ExportInput } from "../exports/exportinput.ts";
import { toGraphML } from "../exports/graphml.ts";
import { toJSON } from "../exports/json.ts";
import { toSVG } from "../exports/svg.ts";
import { addressOf } from "../model/address.ts";
import { type Palette, palettes } from "../model/palette.ts";
import { listAddress } from "../model/listaddress.ts";
import { expandedIn, focusOf } from "../model/view.ts";
import type { Stage } from "../picture/stage.ts";
import { shownGraph } from "./usePicture.ts";
import { useTheme } from "./useTheme.ts";
import { useBench } from "./workbench.tsx";

export const formats = [
  { name: "PNG", what: "the picture" },
  { name: "SVG", what: "the picture, to scale" },
  { name: "GraphML", what: "for graph programs" },
  { name: "JSON", what: "everything shown" },
] as const;

export type Format = (typeof formats)[number]["name"];

/** Saves what is shown as a file. The claims' sources are fetched for it; the picture alone doesn't hold them. */
export function useExports() {
  const { explorer, stage } = useBench();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const palette = palettes[useTheme()];
  const save = async (format: Format) => {
    if (!stage.current) return;
    setBusy(true);
    setFailed(false);
    try {
      const drawing = await drawn();
      const blob = await write(format, drawing, stage.current, palette);
      download(blob, `${drawing.title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-")}.${format.toLowerCase()}`);
    } catch {
      setFailed(true);
    } finally {
      setBusy(false);
    }
  };
  const drawn = async (): Promise<ExportInput> => {
    const { view, graph, vocabulary } = explorer.store.get();
    const shown = shownGraph(graph, view);
    const claims = [...shown.lines.values()].flatMap((line) => line.ties.map((tie) => tie.id));
    const facts = await askClaims(explorer.client, claims);
    const documents = [...new Set(facts.flatMap((fact) => fact.citations.map(({ document }) => document.id)))];
    return {
      graph: shown,
      places: stage.current!.places,
      facts,
      terms: await askTerms(explorer.client, documents),
      vocabulary,
      address: new URL(addressOf(view), location.href).href,
      complete: new URL(listAddress("/list.csv", { about: [...new Set(expandedIn(view))] }, view), location.href).href,
      title: shown.nodes.get(focusOf(view) ?? "")?.name ?? "Whence",
    };
  };
  return { save, busy, failed };
}

async function write(format: Format, drawing: ExportInput, stage: Stage, palette: Palette): Promise<Blob> {
  switch (format) {
    case "PNG":
      return stage.png(palette.ground);
    case "SVG":
      return new Blob([toSVG(drawing, palette, stage.lettering)], { type: "image/svg+xml" });
    case "GraphML":
      return new Blob([toGraphML(drawing)], { type: "application/graphml+xml" });
    case "JSON":
      return new Blob([toJSON(drawing)], { type: "application/json" });
  }
}

function download(blob: Blob, name: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
