import { writeFile } from 'node:fs/promises';
import { ShowProcessMap } from '@hoso/contracts';
import type { Command } from 'commander';
import { z } from 'zod';
import { CliError, exitCodes } from './exit-codes.ts';
import { print } from './output.ts';
import { GlobalOptions, withAnyLog } from './session.ts';

/** What follows what, drawn. */
export function addMap(audit: Command): void {
  const map = audit
    .command('map')
    .description('what follows what in a log, drawn (SVG) / sơ đồ quy trình thực tế')
    .option('--share <part>', 'of all that follows, the part that the edges shown stand for, 0 to 1', '0.9')
    .option('--out <file>', 'a new file instead of standard output');
  map.action(async () => {
    const options = GlobalOptions.parse(map.optsWithGlobals());
    const { share, out } = z.looseObject({ share: z.string(), out: z.string().optional() }).parse(map.opts());
    const drawn = await withAnyLog(options, async ({ client, log }) =>
      ShowProcessMap.answer.parse(
        await client.call({
          method: 'GET',
          path: `/logs/${encodeURIComponent(log)}/map`,
          query: { share, language: options.lang },
        }),
      ),
    );
    if (out === undefined) return print(options, drawn, () => drawn.svg.trimEnd());
    await writeFile(out, drawn.svg, { flag: 'wx' }).catch((error: Error) => {
      throw new CliError(exitCodes.unreachable, `${out} cannot be written: ${error.message}`);
    });
    const { svg, ...figures } = drawn;
    const { nodes, edges, hidden } = figures;
    const counts = { nodes: nodes.length, edges: edges.length, hidden: hidden.edges };
    print(options, { ...figures, file: out, bytes: Buffer.byteLength(svg) }, () =>
      options.lang === 'vi'
        ? `${out}: ${counts.nodes} nút, ${counts.edges} cung, ${counts.hidden} cung không vẽ`
        : `${out}: ${counts.nodes} nodes, ${counts.edges} edges, ${counts.hidden} edges left out`,
    );
  });
}
