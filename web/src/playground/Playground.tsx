import { explorerPlugin } from "@graphiql/plugin-explorer";
import { HISTORY_PLUGIN } from "@graphiql/plugin-history";
import { ToolbarButton, useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import { useEffect, useState } from "react";
import { at, base } from "../model/base.ts";
import { examples } from "./examples.ts";
import { playgroundLink, readLink } from "./link.ts";
import { questionsPlugin } from "./Questions.tsx";
import { useNewTab } from "./useNewTab.ts";

const fetcher = createGraphiQLFetcher({ url: at("/graphql") });
const plugins = [HISTORY_PLUGIN, explorerPlugin(), questionsPlugin];
const linked = readLink(location.hash);

/** GraphiQL with the worked examples in tabs. A linked query opens in a tab of its own. */
export function Playground() {
  return (
    <GraphiQL
      fetcher={fetcher}
      plugins={plugins}
      defaultTabs={linked ? [linked] : examples}
      initialQuery={linked?.query}
      initialVariables={linked?.variables}
      isHeadersEditorEnabled={false}
      schemaDescription
    >
      <GraphiQL.Logo>
        <a href={base} className="home">
          Whence
        </a>
      </GraphiQL.Logo>
      <GraphiQL.Toolbar>
        {({ prettify, copy }) => (
          <>
            {prettify}
            {copy}
            <LinkButton />
            <Examples />
            <FollowTheme />
          </>
        )}
      </GraphiQL.Toolbar>
    </GraphiQL>
  );
}

function LinkButton() {
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    const path = playgroundLink({ query: queryEditor?.getValue() ?? "", variables: variableEditor?.getValue() });
    history.replaceState(null, "", path);
    await navigator.clipboard.writeText(new URL(path, location.href).href);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <ToolbarButton label={copied ? "Link copied" : "Copy a link to this query"} onClick={() => void copy()}>
      <svg className="graphiql-toolbar-icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.6" aria-hidden="true">
        <path d="M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.2 1.2M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.2-1.2" />
      </svg>
    </ToolbarButton>
  );
}

/** Opens the examples that no tab holds: tabs are remembered, so an example once closed is else gone. */
function Examples() {
  const tabs = useGraphiQL((state) => state.tabs);
  const open = useNewTab();
  const missing = examples.find((example) => !tabs.some((tab) => tab.query?.trim() === example.query.trim()));
  if (!missing) return null;
  return (
    <ToolbarButton label="Open another example" onClick={() => open(missing)}>
      <svg className="graphiql-toolbar-icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.6" aria-hidden="true">
        <path d="M9 18h6M10 21h4M8 14a6 6 0 1 1 8 0c-1 .9-1 2-1 2H9s0-1.100-1-2Z" />
      </svg>
    </ToolbarButton>
  );
}

/** GraphiQL reads the system's theme once; setting no theme makes its editors read it again. */
function FollowTheme() {
  const { setTheme } = useGraphiQLActions();
  useEffect(() => {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const follow = () => setTheme(null);
    dark.addEventListener("change", follow);
    return () => dark.removeEventListener("change", follow);
  }, [setTheme]);
  return null;
}
