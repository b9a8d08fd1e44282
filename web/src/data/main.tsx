import "@fontsource-variable/source-sans-3/index.css";
import "@fontsource-variable/source-serif-4/index.css";
import "../explorer/styles/page.css";
import "../explorer/styles/header.css";
import "../editing/editing.css";
import "./data.css";
import { createRoot } from "react-dom/client";
import { Client } from "../api/client.ts";
import { sessionKey } from "../api/session.ts";
import { WorkContext } from "../editing/context.ts";
import { WorkControl } from "../editing/workcontrol.ts";
import { DataPage } from "./DataPage.tsx";

const control = new WorkControl(new Client(undefined, undefined, sessionKey));
control.begin();

createRoot(document.getElementById("root")!).render(
  <WorkContext value={control}>
    <DataPage />
  </WorkContext>,
);
