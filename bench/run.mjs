// Runs the benches named, or all, one after the other, on the built packages: one line of JSON each on standard output.
// A bench is a file `<name>.bench.ts` in this folder that exports `bench`; CONTRIBUTING.md has its shape.
import { readdirSync } from 'node:fs';

const folder = new URL('.', import.meta.url);
const suffix = '.bench.ts';
const names = readdirSync(folder)
  .filter((file) => file.endsWith(suffix))
  .map((file) => file.slice(0, -suffix.length))
  .sort();

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`no bench called ${unknown.join(', ')}. There are: ${names.join(', ') || 'none'}\n`);
  process.exit(2);
}

for (const name of wanted.length > 0 ? wanted : names) {
  try {
    process.stdout.write(`${JSON.stringify(await measure(name))}\n`);
  } catch (error) {
    process.stderr.write(`bench ${name} failed: ${error?.stack ?? error}\n`);
    process.exitCode = 1;
  }
}

/** `{ bench, value, unit, baseline?, ratio?, detail? }`, members in this order and no others. */
async function measure(name) {
  const { bench } = await import(new URL(`${name}${suffix}`, folder).href);
  if (bench?.name !== name) throw new Error(`${name}${suffix} must export const bench = { name: '${name}', run }`);
  const { value, unit, baseline, ratio, detail } = await bench.run();
  if (!Number.isFinite(value) || typeof unit !== 'string')
    throw new Error('a bench answers a finite value and its unit');
  return { bench: name, value, unit, baseline, ratio, detail };
}
