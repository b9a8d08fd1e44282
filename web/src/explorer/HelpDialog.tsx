import { useEffect, useRef } from "react";
import { type Key, keyName, keys } from "../model/keys.ts";
import { Icon } from "./Icon.tsx";

export function HelpDialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="help"
      aria-labelledby="help-title"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current?.close()}
    >
      <div>
        <div className="help-head">
          <h2 id="help-title">Finding your way</h2>
          <button type="button" className="tool icon" aria-label="Close" onClick={() => dialog.current?.close()}>
            <Icon name="close" />
          </button>
        </div>
        <p>
          Each line in the picture stands for claims that tie two things; each claim has its source. Click a thing to read its facts,
          double-click to draw what it is tied to, drag to pin it. Shift-click a second thing to see how the two are connected.
        </p>
        <p>
          Dotted lines are only planned, dashed lines have ended, faint lines are rumour; ochre lines are money, and double lines are those
          about which sources disagree. A number inside a symbol counts the claims that are not drawn yet.
        </p>
        <div className="keys">
          <KeyList title="Keys anywhere" list={keys.filter((key) => !key.picture)} />
          <KeyList title="Keys in the picture" list={keys.filter((key) => key.picture)} />
        </div>
      </div>
    </dialog>
  );
}

function KeyList({ title, list }: { title: string; list: readonly Key[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {list.map((key) => (
          <div key={keyName(key)}>
            <dt>
              <kbd>{keyName(key)}</kbd>
            </dt>
            <dd>{key.does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
