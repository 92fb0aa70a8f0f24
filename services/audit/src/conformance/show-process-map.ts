import { refuse, type ShowProcessMap } from '@hoso/contracts';
import { directlyFollows, type MapWords, mapSvg, processMap } from '@hoso/rules';
import type { z } from 'zod';
import type { Logs } from '../audit-ports.ts';
import { measured, readableLog } from '../checks/measure-log.ts';

/** Nobody reads a map of more, and drawing it takes time with the square of it. */
const activitiesMax = 300;

/** What follows what in any log, drawn. Refuses `MapTooLarge`. */
export async function showProcessMap(
  logs: Logs,
  { log, share, language }: z.output<typeof ShowProcessMap.ask>,
): Promise<z.output<typeof ShowProcessMap.answer>> {
  const readable = await readableLog(logs, log);
  const graph = await measured(readable, directlyFollows);
  const { cases, events, activities } = graph;
  if (activities.length > activitiesMax)
    refuse('MapTooLarge', { log, activities: activities.length, most: activitiesMax });
  const map = processMap(graph, share);
  const words: Readonly<Record<typeof language, MapWords>> = {
    vi: { title: `${log}: ${cases} hồ sơ, ${events} sự kiện`, start: 'Bắt đầu', end: 'Kết thúc' },
    en: { title: `${log}: ${cases} cases, ${events} events`, start: 'Start', end: 'End' },
  };
  return {
    ...{ log, cases, events, completeUpTo: readable.completeUpTo, width: map.width, height: map.height },
    nodes: map.nodes.map((node) => ({ ...node, lines: [...node.lines] })),
    edges: map.edges.map((edge) => ({ ...edge, points: [...edge.points] })),
    ...{ hidden: map.hidden, svg: mapSvg(map, words[language]) },
  };
}
