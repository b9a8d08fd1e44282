import "@fontsource-variable/source-sans-3/index.css";
import "@fontsource-variable/source-serif-4/index.css";
import "../explorer/styles/page.css";
import "../explorer/styles/header.css";
import "../explorer/styles/facts.css";
import "./list.css";
import { createRoot } from "react-dom/client";
import { Client } from "../api/client.ts";
import { AskingContext } from "../explorer/asking.ts";
import { ListControl } from "./listcontrol.ts";
import { ListPage } from "./ListPage.tsx";

const control = new ListControl(new Client());
control.begin();

createRoot(document.getElementById("root")!).render(
  <AskingContext value={control}>
    <ListPage control={control} />
  </AskingContext>,
);
