// Run under `ulimit -f`: saves ever more documents until the disk is full, then shows that the process lives on.
import { sqliteViewStore } from '@hoso/views';

const [folder] = process.argv.slice(2);
const view = {
  name: 'pages',
  revision: 1,
  indexes: [{ name: 'id', of: ({ id }) => [id] }],
  events: { types: new Map(), read: () => undefined },
  key: () => undefined,
  evolve: (document) => document,
};
const views = sqliteViewStore(folder);
const live = await views.live(view);
let saved = 0;
let refusal;
while (refusal === undefined && saved < 10_000) {
  const position = saved + 1;
  const document = { id: `d${position}`, text: 'x'.repeat(10_000) };
  const checkpoints = [{ partition: 0, from: saved, to: position }];
  try {
    await live.save([{ key: document.id, document, position, previous: 0 }], { checkpoints, held: [], released: [] });
    saved = position;
  } catch (error) {
    refusal = { name: error.name, reason: error.reason };
  }
}
const { checkpoints } = await live.progress();
const count = await live.count('id', []);
const last = await live.find(`d${saved}`);
process.stdout.write(JSON.stringify({ saved, refusal, checkpoint: checkpoints[0], count, last: last?.id }));
