/** What a case of a file is called in our log. */
export type CaseNames = (name: string | undefined) => string;

/**
 * Gives each case of a file a name of its own, by the order of the file: so the same file gives the same names again. A
 * case that the file does not name is called by its place, a name that stood before is counted on.
 */
export function caseNames(): CaseNames {
  const given = new Set<string>();
  let place = 0;
  return (name) => {
    place += 1;
    const wanted = name === undefined || name.trim() === '' ? `(unnamed ${place})` : name.normalize('NFC');
    let free = wanted;
    for (let count = 2; given.has(free); count++) free = `${wanted} (${count})`;
    given.add(free);
    return free;
  };
}
