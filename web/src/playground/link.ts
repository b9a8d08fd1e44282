import { at } from "../model/base.ts";

/** A query in a URL. It stands in the fragment, so that no server log holds it and no header limit cuts it. */
export interface LinkedQuery {
  query: string;
  variables?: string;
}

export function playgroundLink({ query, variables }: LinkedQuery): string {
  const params = new URLSearchParams({ query });
  if (variables?.trim()) params.set("variables", variables);
  return at(`/playground#${params}`);
}

export function readLink(hash: string): LinkedQuery | undefined {
  const params = new URLSearchParams(hash.replace(/^#/, ""));
  const query = params.get("query");
  return query ? { query, variables: params.get("variables") ?? undefined } : undefined;
}
