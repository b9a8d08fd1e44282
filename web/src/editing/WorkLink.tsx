import type { MouseEvent, ReactNode } from "react";
import { addressOfWork, type Work } from "../model/workaddress.ts";
import { useWork } from "./context.ts";

interface WorkLinkProps {
  to: Work;
  className?: string;
  current?: boolean;
  children: ReactNode;
}

/** A link within the page of work, which a plain click follows without loading the page anew. */
export function WorkLink({ to, className, current, children }: WorkLinkProps) {
  const control = useWork();
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    control.move(to);
  };
  return (
    <a className={className} href={addressOfWork(to)} aria-current={current ? "page" : undefined} onClick={follow}>
      {children}
    </a>
  );
}
