import type { Until } from '@fagtorg/core';
import { momentOf } from '../commands/clock-words.js';

const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo', dateStyle: 'short', timeStyle: 'medium' });

/** Summer time first: of the hour that comes twice in autumn the first one is meant, which brings back less. */
const offsets = ['+02:00', '+01:00'];

/** A thousandth, as logs and the audit have it. */
const fraction = /(?<=:\d\d)\.(\d{3})/;

/** Reads how far the log is to go: "latest", a point in time, or a time on the wall in Norway. Null for anything else. */
export function untilOf(words: string): Until | null {
  if (words === 'latest') return 'latest';
  const moment = momentOf(words.replace(fraction, ''));
  const point = typeof moment === 'string' ? inNorway(moment) : moment;
  return point === null ? null : new Date(point.getTime() + Number(fraction.exec(words)?.[1] ?? 0));
}

function inNorway(wallTime: string): Date | null {
  const seconds = wallTime.length === '2026-11-21T14:05'.length ? `${wallTime}:00` : wallTime;
  const points = offsets.map((offset) => new Date(`${seconds}${offset}`));
  return points.find((point) => wall.format(point) === seconds.replace('T', ' ')) ?? null;
}
