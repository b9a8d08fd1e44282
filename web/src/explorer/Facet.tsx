import type { ReactNode } from "react";
import { number } from "../model/words.ts";

interface Option<T> {
  value: T;
  label: string;
  count?: number;
  mark?: ReactNode;
}

interface FacetProps<T> {
  title: string;
  options: readonly Option<T>[];
  /** None: everything passes. */
  ticked: readonly T[];
  onToggle: (value: T) => void;
}

export function Facet<T extends string>({ title, options, ticked, onToggle }: FacetProps<T>) {
  if (options.length === 0) return null;
  return (
    <fieldset className="facet">
      <legend>{title}</legend>
      {options.map(({ value, label, count, mark }) => (
        <label key={value} data-none={count === 0 || undefined}>
          <input type="checkbox" checked={ticked.includes(value)} onChange={() => onToggle(value)} />
          {mark}
          <bdi>{label}</bdi>
          {count !== undefined && <span className="count">{number(count)}</span>}
        </label>
      ))}
    </fieldset>
  );
}
