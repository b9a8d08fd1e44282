/**
 * What lets GraphiQL run under the strict policy of web.go; imported before anything else.
 * Monaco adds <style> elements at run time, which the policy admits by the page's nonce.
 * Its strings reach innerHTML and Worker through the default trusted-types policy: text that
 * markdown-it has escaped, and scripts of our own origin, nothing else.
 */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";
const createElement = document.createElement;

document.createElement = function (this: Document, name: string, options?: ElementCreationOptions) {
  const element = createElement.call(this, name, options);
  if (name.toLowerCase() === "style") element.nonce = nonce;
  return element;
} as typeof document.createElement;

interface TrustedTypes {
  createPolicy(name: string, rules: Record<string, (text: string) => string | null>): unknown;
}

const forbidden = /<\s*(script|iframe|object|embed|link|meta|base|form)\b|\son[a-z]+\s*=|javascript:/i;

(globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy("default", {
  createHTML: (text) => (forbidden.test(text) ? null : text),
  createScriptURL: (text) => (new URL(text, location.href).origin === location.origin ? text : null),
});
