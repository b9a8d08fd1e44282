import "@fontsource-variable/source-sans-3/index.css";
import "@fontsource-variable/source-serif-4/index.css";
import "../explorer/styles/page.css";
import "../explorer/styles/header.css";
import "./editing.css";
import { createRoot } from "react-dom/client";
import { Client } from "../api/client.ts";
import { sessionKey } from "../api/session.ts";
import { AskingContext } from "../explorer/asking.ts";
import { WorkContext } from "./context.ts";
import { WorkControl } from "./workcontrol.ts";
import { WorkPage } from "./WorkPage.tsx";

const control = new WorkControl(new Client(undefined, undefined, sessionKey));
control.begin();

createRoot(document.getElementById("root")!).render(
  <WorkContext value={control}>
    <AskingContext value={control}>
      <WorkPage />
    </AskingContext>
  </WorkContext>,
);
