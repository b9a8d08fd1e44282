import { useState } from "react";
import { useExplorer } from "./workbench.tsx";

/** The address is the view, so sharing is copying it. */
export function ShareButton() {
  const explorer = useExplorer();
  const [copied, setCopied] = useState(false);
  const share = async () => {
    await navigator.clipboard.writeText(location.href);
    setCopied(true);
    explorer.announce("The link to this view is copied.");
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <button type="button" className="tool" title="Copy the link to this view" onClick={() => void share()}>
      {copied ? "Copied" : "Share"}
    </button>
  );
}
