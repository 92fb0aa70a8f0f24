import { type Route, routes } from '@hoso/contracts';
import type { Asked, PackSource } from '@hoso/inspection-packs';
import { type AnswerRoute, answerOf, type EdgeRequest } from './answer-route.ts';
import type { GatewayParts } from './gateway-parts.ts';

interface KnownRoute {
  readonly method: Route['method'];
  readonly matches: RegExp;
  readonly answer: AnswerRoute;
}

const known: readonly KnownRoute[] = routes.map((route) => ({
  method: route.method,
  matches: new RegExp(`^${route.path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`),
  answer: answerOf(route),
}));

/**
 * The platform as one who asks at this edge sees it: what he may, and recorded as his, by the very routes that he would
 * ask himself.
 */
export function edgeSource(parts: GatewayParts, headers: EdgeRequest['headers']): Pick<PackSource, 'call'> {
  const { authorization, traceparent } = headers;
  const travelling = { authorization, traceparent };
  return {
    call: async ({ method, path, query = {}, body }: Asked) => {
      for (const { method: its, matches, answer } of known) {
        const matched = its === method ? matches.exec(path) : null;
        if (!matched) continue;
        const named = Object.entries(matched.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]);
        const given = Object.entries(query).filter(([, value]) => value !== undefined);
        const request = { params: Object.fromEntries(named), query: Object.fromEntries(given), body };
        return (await answer(parts, { ...request, headers: travelling })).body;
      }
      throw new Error(`no route answers ${method} ${path}`);
    },
  };
}
