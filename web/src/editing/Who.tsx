/** An agent by its name; by its id where the server keeps names from the viewer. */
export const Who = ({ agent }: { agent: { id: string; displayName: string | null } }) => <>{agent.displayName ?? agent.id}</>;

/** A moment in the reader's own time, exact to the reader of the page's text. */
export const When = ({ at }: { at: string }) => (
  <time dateTime={at}>{new Date(at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" })}</time>
);
