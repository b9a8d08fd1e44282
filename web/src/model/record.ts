/** A passage of a data file, as fields and values: no reader should have to read JSON. */
export interface Field {
  name: string;
  value: string;
}

/** More fields than these are told by their number: a passage is to be read, not scrolled. */
export const mostFields = 40;

/** The fields of a passage that is a JSON object or array, nested names joined by dots; undefined where it is prose. */
export function fieldsOf(passage: string): Field[] | undefined {
  const text = passage.trim();
  if (!/^[[{]/.test(text)) return undefined;
  try {
    const fields: Field[] = [];
    flatten(JSON.parse(text), "", fields);
    return fields;
  } catch {
    return undefined; // a bracket at the start of a sentence
  }
}

function flatten(value: unknown, name: string, fields: Field[]) {
  if (value !== null && typeof value === "object") {
    for (const [key, inner] of Object.entries(value)) flatten(inner, name ? `${name}.${key}` : key, fields);
    return;
  }
  fields.push({ name, value: value === null ? "" : String(value) });
}
