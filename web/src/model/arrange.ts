import { type Box, boxOf, type Lettering, type Place, type Point, roughly } from "./box.ts";
import { type Graph, otherEnd } from "./graph.ts";
import { aspectOf, type LayoutOptions, mean, narrowed, place, sideOf } from "./layout.ts";

/**
 * Arranges a whole picture afresh: lines pull, things push, names keep clear of each other. What is fixed stays.
 * It starts from a placing of its own, so the same graph gives the same picture.
 */
export function arrange(graph: Graph, fixed: ReadonlyMap<string, Place>, options: LayoutOptions = {}): Map<string, Place> {
  const start = place(graph, fixed, options);
  const bodies = [...start].map(([id, spot]) => ({ id, x: spot.x, y: spot.y, fixed: fixed.has(id), dx: 0, dy: 0 }));
  if (bodies.length < 3) return start;
  relax(graph, bodies, aspectOf(options));
  const points = new Map(bodies.map((body) => [body.id, body]));
  const side = (body: Body): Place["side"] => (narrowed(options) ? "below" : outwardSide(graph, body, points));
  const places = new Map(bodies.map((body) => [body.id, { x: body.x, y: body.y, side: side(body) }]));
  separate(graph, places, fixed, options.lettering ?? roughly);
  return places;
}

interface Body extends Point {
  id: string;
  fixed: boolean;
  dx: number;
  dy: number;
}

const rounds = 220;
const rest = 150;

/** Force-directed placement after Fruchterman and Reingold, cooled over a fixed number of rounds. */
function relax(graph: Graph, bodies: Body[], aspect: number) {
  const byId = new Map(bodies.map((body) => [body.id, body]));
  const pairs = [...graph.lines.values()].map((line) => [byId.get(line.a)!, byId.get(line.b)!] as const);
  for (let round = 0; round < rounds; round++) {
    repel(bodies, aspect);
    for (const [a, b] of pairs) attract(a, b, aspect);
    const heat = 40 * (1 - round / rounds);
    for (const body of bodies) step(body, heat);
  }
}

function repel(bodies: Body[], aspect: number) {
  for (let i = 0; i < bodies.length; i++) {
    const a = bodies[i]!;
    for (let j = i + 1; j < bodies.length; j++) {
      const b = bodies[j]!;
      const x = (a.x - b.x) / aspect || 0.5;
      const y = a.y - b.y || 0.5;
      const push = (rest * rest) / (x * x + y * y);
      a.dx += x * push;
      a.dy += y * push;
      b.dx -= x * push;
      b.dy -= y * push;
    }
  }
}

function attract(a: Body, b: Body, aspect: number) {
  const x = (a.x - b.x) / aspect;
  const y = a.y - b.y;
  const pull = Math.hypot(x, y) / rest;
  a.dx -= x * pull;
  a.dy -= y * pull;
  b.dx += x * pull;
  b.dy += y * pull;
}

/** Moves one body, and keeps it from drifting off for want of lines. */
function step(body: Body, heat: number) {
  body.dx -= body.x * 0.06;
  body.dy -= body.y * 0.06;
  const length = Math.hypot(body.dx, body.dy) || 1;
  const reach = body.fixed ? 0 : Math.min(heat, length);
  body.x += (body.dx / length) * reach;
  body.y += (body.dy / length) * reach;
  body.dx = body.dy = 0;
}

function outwardSide(graph: Graph, body: Body, points: ReadonlyMap<string, Point>): Place["side"] {
  const tied = graph.linesAt(body.id).map((line) => points.get(otherEnd(line, body.id))!);
  if (tied.length === 0 || tied.length > 3) return "below";
  const from = mean(tied);
  return sideOf(Math.atan2(body.y - from.y, body.x - from.x));
}

/** Pushes overlapping things apart, along the way that is shorter. */
function separate(graph: Graph, places: Map<string, Place>, fixed: ReadonlyMap<string, Place>, lettering: Lettering) {
  const cards = [...places].map(([id, spot]) => ({
    id,
    fixed: fixed.has(id),
    box: boxOf(graph.nodes.get(id)!, spot, lettering),
    x: 0,
    y: 0,
  }));
  for (let round = 0; round < 250; round++) {
    let moved = false;
    for (let i = 0; i < cards.length; i++) for (let j = i + 1; j < cards.length; j++) moved = part(cards[i]!, cards[j]!) || moved;
    if (!moved) break;
  }
  for (const { id, x, y } of cards) {
    const spot = places.get(id)!;
    places.set(id, { ...spot, x: spot.x + x, y: spot.y + y });
  }
}

/** A thing with its name, and how far it was pushed. */
interface Card extends Point {
  fixed: boolean;
  box: Box;
}

const clearance = 8;

function part(a: Card, b: Card): boolean {
  const [p, q] = [a.box, b.box];
  const x = Math.min(p.x2, q.x2) - Math.max(p.x1, q.x1) + clearance;
  const y = Math.min(p.y2, q.y2) - Math.max(p.y1, q.y1) + clearance;
  const free = Number(!a.fixed) + Number(!b.fixed);
  if (x <= 0 || y <= 0 || free === 0) return false;
  const across = x < y;
  const sign = (across ? p.x1 + p.x2 - q.x1 - q.x2 : p.y1 + p.y2 - q.y1 - q.y2) < 0 ? -1 : 1;
  const distance = (sign * (across ? x : y) + sign) / free;
  if (!a.fixed) push(a, across, distance);
  if (!b.fixed) push(b, across, -distance);
  return true;
}

function push(card: Card, across: boolean, by: number) {
  const [x, y] = across ? [by, 0] : [0, by];
  card.x += x;
  card.y += y;
  card.box = { x1: card.box.x1 + x, y1: card.box.y1 + y, x2: card.box.x2 + x, y2: card.box.y2 + y };
}
