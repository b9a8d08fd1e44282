import "@fontsource-variable/source-sans-3/index.css";
import "@fontsource-variable/source-serif-4/index.css";
import "./styles/page.css";
import "./styles/header.css";
import "./styles/filters.css";
import "./styles/picture.css";
import "./styles/facts.css";
import "./styles/overlays.css";
import "./styles/welcome.css";
import "./styles/narrow.css";
import "./styles/print.css";
import { createRoot } from "react-dom/client";
import { Client } from "../api/client.ts";
import { Explorer } from "../control/explorer.ts";
import { Page } from "./Page.tsx";
import { Workbench } from "./workbench.tsx";

const explorer = new Explorer(new Client());
explorer.begin();

createRoot(document.getElementById("root")!).render(
  <Workbench explorer={explorer}>
    <Page />
  </Workbench>,
);
