import { add, askInWords, start } from "../model/viewactions.ts";
import { Search } from "./Search.tsx";
import { useExplorer } from "./workbench.tsx";

/** The way to a thing by its name: what is found is shown afresh, or beside what is drawn. */
export function MainSearch({ eager, canAdd }: { eager?: boolean; canAdd?: boolean }) {
  const explorer = useExplorer();
  return (
    <Search
      id="search"
      label="Find a person, organisation, programme or place, or ask a question"
      keyHint="/"
      eager={eager}
      canAdd={canAdd}
      onPick={(id, beside) => explorer.move((current) => (beside ? add(current, id) : start(current, id)))}
      onAsk={(question) => explorer.move((current) => askInWords(current, question))}
    />
  );
}
