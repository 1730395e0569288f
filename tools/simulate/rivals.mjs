/** What others tell their callers, each as a range of a quarter around its estimate, and the plainest range there is. */
export function rivals(place, { agents, handling }, { answered }) {
  const waits = answered.map(({ waited }) => waited);
  const speed = waits.length > 0 ? waits.reduce((sum, wait) => sum + wait, 0) / waits.length : handling;
  const ordered = [...waits].sort((a, b) => a - b);
  const part = (q) => ordered[Math.min(ordered.length - 1, Math.floor(q * ordered.length))] ?? handling;
  return {
    'handling x place / agents': around((handling * place) / Math.max(1, agents)),
    'mean wait of late': around(speed),
    'last wait': around(answered.at(-1)?.waited ?? handling),
    'tenths of waits of late': { low: part(0.1), point: part(0.5), high: part(0.9) },
  };
}

const around = (point) => ({ low: point * 0.75, point, high: point * 1.25 });
