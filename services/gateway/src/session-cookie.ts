import type { FastifyInstance, FastifyRequest } from 'fastify';

/** The cookie of one log's sessions: browsers tell hosts apart, not ports, so each log has a name of its own. */
export function cookieName(logId: string): string {
  return `hoso-${logId.slice(0, 8)}`;
}

/** A cookie that no script reads and that no other site sends along (RFC 6265bis). */
export function sessionCookie(name: string, token: string, maxAgeS: number, secure: boolean): string {
  return `${name}=${token}; Path=/; Max-Age=${maxAgeS}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}

/** The session's token in a request's cookies. */
export function cookieOf(header: string | undefined, name: string): string | undefined {
  const pair = header?.split(';').find((one) => one.trim().startsWith(`${name}=`));
  return pair?.trim().slice(name.length + 1) || undefined;
}

/** What the platform's own page says of itself with whatever it writes. */
const pageHeader = 'hoso-page';

/**
 * Takes a session's cookie as the token of the platform's own page.
 *
 * Decision: for what writes, a cookie speaks only where the request bears `Hoso-Page` and names the page's own origin.
 * / Because a browser sends the cookie by itself, whoever made it ask, but no form sets a header, and no script of
 * another site does before the gateway has allowed it (CORS), which it never does. / Instead of a second token against
 * forged requests.
 */
export function acceptSessionCookies(fastify: FastifyInstance, name: string): void {
  fastify.addHook('onRequest', async (request) => {
    if (request.headers.authorization || !isOwnPage(request)) return;
    if (!isRead(request) && !isOfPage(request)) return;
    const token = cookieOf(request.headers.cookie, name);
    if (token !== undefined) request.headers.authorization = `Bearer ${token}`;
  });
}

/**
 * Whether a request may come from the platform's own page: browsers say who asks (`Sec-Fetch-Site`, `Origin`); what
 * says nothing is no browser that obeys others.
 */
export function isOwnPage({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const { origin, host } = headers;
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}

function isRead({ method }: FastifyRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** Browsers name the origin of everything that writes; that it is this one, `isOwnPage` has seen. */
function isOfPage({ headers }: FastifyRequest): boolean {
  return headers[pageHeader] !== undefined && headers.origin !== undefined;
}
