import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Nothing comes from elsewhere, nothing goes elsewhere, nobody frames it; scripts and styles are files of its own. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** The folder of the built console; nothing where it was not built. */
export function consoleFolder(): string | undefined {
  const index = fileURLToPath(import.meta.resolve('@hoso/console/index.html'));
  return existsSync(index) ? dirname(index) : undefined;
}

/** Serves the page at `/`. Files under `assets/` have their content's hash in their name and are kept for good. */
export async function serveConsole(fastify: FastifyInstance, folder: string): Promise<void> {
  await fastify.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = /[\\/]assets[\\/]/.test(path);
      reply.headers({ ...headers, 'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache' });
    },
  });
}
