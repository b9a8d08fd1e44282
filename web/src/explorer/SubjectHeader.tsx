import type { Subject } from "../api/questions.ts";
import { timeInWords } from "../model/time.ts";
import { kindWord, placeWord } from "../model/words.ts";
import { Glyph } from "./Glyph.tsx";
import { ThingLink } from "./ThingLink.tsx";

export function SubjectHeader({ subject }: { subject: Subject }) {
  return (
    <header className="subject">
      <p className="kind">
        <Glyph kind={subject.kind} /> {"placeType" in subject ? placeWord(subject.placeType) : kindWord(subject.kind)}
        <Within subject={subject} />
      </p>
      <h1>
        <bdi>{subject.name}</bdi>
      </h1>
      {subject.description && <p className="description">{subject.description}</p>}
      {subject.aliases.length > 0 && <p className="muted">Also {subject.aliases.join(", ")}</p>}
      <Published subject={subject} />
      {subject.identifiers.length > 0 && (
        <p className="muted identifiers">
          {subject.identifiers.map(({ scheme, value, uri }) => (
            <span key={scheme + value}>{uri ? <a href={uri} rel="noreferrer">{`${scheme} ${value}`}</a> : `${scheme} ${value}`}</span>
          ))}
        </p>
      )}
    </header>
  );
}

function Within({ subject }: { subject: Subject }) {
  if (!("containedIn" in subject) || subject.containedIn.length === 0) return null;
  return (
    <span className="within">
      {" in "}
      {toldApart(subject.containedIn.slice(0, 3)).map(({ place, sort }, i) => (
        <span key={place.id}>
          {i > 0 && ", "}
          <ThingLink id={place.id} name={place.name} />
          {sort && ` (${sort})`}
        </span>
      ))}
    </span>
  );
}

type Container = Extract<Subject, { containedIn: unknown }>["containedIn"][number];

/** Places of one name by what sort of place each is: "West Midlands (county), West Midlands (region)"; of one name and sort, one. */
function toldApart(places: readonly Container[]): { place: Container; sort: string }[] {
  const shown = places.filter(
    (place, i) => places.findIndex((other) => other.name === place.name && other.placeType === place.placeType) === i,
  );
  return shown.map((place) => ({
    place,
    sort: shown.some((other) => other.id !== place.id && other.name === place.name) ? placeWord(place.placeType) : "",
  }));
}

function Published({ subject }: { subject: Subject }) {
  if (!("published" in subject)) return null;
  const parts = [subject.publisher, timeInWords(subject.published)].filter(Boolean).join(", ");
  return (
    <p className="muted">
      {parts}
      {subject.url && (
        <>
          {parts && " · "}
          <a href={subject.url} rel="noreferrer">
            the document
          </a>
        </>
      )}
    </p>
  );
}
