/** The words that a question begins with. A name that begins with one is still found, below the question. */
const opening =
  /^(who|whom|whose|what|which|when|where|how|why|did|does|do|is|are|was|were|has|have|had|list|show|tell|largest|biggest|total)\b/i;

/** Whether a text reads like a question rather than a name: it has words enough, and begins or ends like one. */
export function isQuestion(text: string): boolean {
  const words = text.trim().split(/\s+/);
  return words.length > 1 && (opening.test(text.trim()) || text.trim().endsWith("?"));
}

/** Whether a text may be asked at all: one word alone is a name. */
export const canBeAsked = (text: string): boolean => text.trim().includes(" ") && [...text.trim()].length <= 200;
