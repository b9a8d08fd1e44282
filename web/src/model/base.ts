/**
 * The path below which the server answers, which ends in a slash: `/`, or that of --base-path. Every page lies right below it,
 * but for `/entity/…`.
 */
export const base = baseOf(typeof location === "undefined" ? "/" : location.pathname);

/** The base of a page by its path. */
export function baseOf(pathname: string): string {
  const entity = pathname.indexOf("/entity/");
  return pathname.slice(0, (entity >= 0 ? entity : pathname.lastIndexOf("/")) + 1) || "/";
}

/** The address of what the server answers at a path, which begins with a slash. */
export const at = (path: string): string => base + path.slice(1);
