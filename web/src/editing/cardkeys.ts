import { type RefObject, useEffect } from "react";

/** Whether keys go into a field. */
export const typing = (target: EventTarget | null): boolean =>
  target instanceof Element && target.matches("input:not([type=checkbox]), textarea, select");

/** Moves the focus among the cards of a list, from the one that has it or holds what has it; onto the first where none does. */
export function moveAmong(list: Element | null, by: number) {
  if (!list) return;
  const cards = [...list.children] as HTMLElement[];
  const at = cards.findIndex((card) => card.contains(document.activeElement));
  cards[Math.min(Math.max(at + by, 0), cards.length - 1)]?.focus();
}

/** J and K go through the cards of a list from wherever on the page nothing is being typed. */
export function useCardKeys(list: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const by = { j: 1, k: -1 }[event.key];
      if (by === undefined || typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      moveAmong(list.current, by);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}
