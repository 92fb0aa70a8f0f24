/** An XES file with one case of so many activities, a minute apart: a dossier as long as one likes. */
export function longCase(name: string, activities: number): string {
  const events = Array.from({ length: activities }, (_, n) => {
    const at = new Date(Date.UTC(2010, 0, 1) + n * 60_000).toISOString();
    return `<event>${named(`Activity ${n % 17}`)}<date key="time:timestamp" value="${at}"/></event>`;
  });
  const trace = `<trace>${named(name)}${events.join('')}</trace>`;
  return `<?xml version="1.0" encoding="UTF-8"?><log xes.version="1.0">${trace}</log>`;
}

function named(name: string): string {
  return `<string key="concept:name" value="${name}"/>`;
}
