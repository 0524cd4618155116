// A line of a few hundred values, small enough to stand beside a number.
import { svg } from './dom.js';

const WIDTH = 160;
const HEIGHT = 36;

/** @param label read to who cannot see the line; the range and the last value are added to it */
export function sparkline(values, label) {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) {
    return svg('svg', { class: 'spark', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, 'aria-hidden': 'true' });
  }
  const low = Math.min(...known);
  const high = Math.max(...known);
  const span = high - low || 1;
  const x = (index) => ((index * WIDTH) / (values.length - 1)).toFixed(1);
  const y = (value) => (high === low ? HEIGHT / 2 : HEIGHT - 2 - ((value - low) / span) * (HEIGHT - 4)).toFixed(1);
  const points = values.map((value, index) => (value === null ? null : `${x(index)},${y(value)}`)).filter(Boolean).join(' ');
  return svg('svg', {
    class: 'spark', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img',
    'aria-label': `${label}: ${low} – ${high}, ${known.at(-1)}`,
  }, svg('polyline', { points }));
}
