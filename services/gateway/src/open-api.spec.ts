import { describe, expect, it } from '@jest/globals';
import { refusals, routes } from '@hoso/contracts';
import { z } from 'zod';
import { docsPage } from './docs-page.ts';
import { openApi } from './open-api.ts';
import { operationOf } from './route-controller.ts';

const Operation = z.looseObject({
  operationId: z.string(),
  security: z.array(z.unknown()).optional(),
  parameters: z
    .array(z.looseObject({ name: z.string(), in: z.string(), required: z.boolean().optional() }))
    .default([]),
  requestBody: z.looseObject({ content: z.record(z.string(), z.unknown()) }).optional(),
  responses: z.record(z.string(), z.unknown()),
});
const Document = z.looseObject({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  paths: z.record(z.string().startsWith('/'), z.record(z.string(), Operation)),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
});

const text = JSON.stringify(openApi());
const document = Document.parse(JSON.parse(text));
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
);

describe('The OpenAPI document', () => {
  const besides = [
    'POST /procedures/imports',
    'POST /carriers/{carrier}/events',
    'POST /carriers/{carrier}/statements',
    'POST /logs/{log}/imports',
    'GET /dossiers/{id}/papers/{paper}.pdf',
    'GET /dossiers/{id}/letters/{notification}.pdf',
    'POST /transfer-list',
    'POST /return-list',
    'GET /units/{unit}/register.pdf',
    'GET /inspections/{id}/pack.zip',
    'GET /inspections/{id}/papers/conclusion.{language}.pdf',
    ...['figures', 'scores', 'forecast'].flatMap((name) => [`GET /${name}.csv`, `GET /${name}.xlsx`]),
    'POST /dossiers/{id}/scans/{document}',
    'GET /dossiers/{id}/scans/{document}',
    'GET /logs/{log}/export',
    'GET /ledger/checkpoint',
    'GET /ledger/tile/{path}',
    'GET /events/stream',
  ];
  const ofSessions = ['GET /session', 'POST /session', 'DELETE /session'];

  it('has every route, and what goes beside them, once', () => {
    const told = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`);
    const meant = routes.map(({ path, method }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(told.sort()).toEqual([...meant, ...besides, ...ofSessions].sort());
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  });

  it('names exactly the parameters that each path has', () => {
    const wrong = operations.filter(({ path, parameters }) => {
      const named = parameters.filter((one) => one.in === 'path' && one.required).map(({ name }) => name);
      return (
        named.sort().join() !==
        [...path.matchAll(/\{(\w+)\}/g)]
          .map(([, name]) => name)
          .sort()
          .join()
      );
    });
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it('has no two paths that differ in the names of parameters alone', () => {
    const shapes = Object.keys(document.paths).map((path) => path.replaceAll(/\{\w+\}/g, '{}'));
    expect(shapes.filter((shape, at) => shapes.indexOf(shape) !== at)).toEqual([]);
  });

  it('refers to nothing that is not in it', () => {
    const targets = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
    expect(targets.length).toBeGreaterThan(0);
    expect(targets.filter((name) => name === undefined || !(name in document.components.schemas))).toEqual([]);
    expect(text).not.toMatch(/"\$ref":"(?!#\/components\/schemas\/)/);
  });

  it('asks for a token everywhere but where anyone may ask', () => {
    const open = operations.filter(({ security }) => security === undefined).map(({ operationId }) => operationId);
    expect(open.sort()).toEqual(
      [
        ...routes.filter(({ access }) => access.kind === 'open').map(operationOf),
        ...['TakeCarrierMessage', 'ReadCheckpoint', 'ReadTile'],
        ...['ShowSession', 'SignIn', 'SignOut'],
      ].sort(),
    );
  });

  it('tells of a command its options and of every operation its problems', () => {
    const submit = operations.find(({ operationId }) => operationId === 'SubmitDossier');
    expect(submit?.parameters.map(({ name }) => name)).toEqual(['id', 'command-id', 'if-match']);
    const ifMatchOf = (id: string) =>
      JSON.stringify(operations.find(({ operationId }) => operationId === id)?.parameters.at(-1));
    expect(ifMatchOf('SubmitDossier')).toContain('for a dossier its `version`');
    expect(ifMatchOf('AssignOfficer')).toContain('case-1-3');
    expect(JSON.stringify(submit?.requestBody)).toContain('"insist"');
    expect(
      operations.filter(({ responses }) => !(('200' in responses || '201' in responses) && '409' in responses)),
    ).toEqual([]);
  });
});

describe('The page of the interface', () => {
  const page = docsPage();

  it('has every route and every refusal', () => {
    const ids = new Set([...page.matchAll(/<tr id="(\w+)"/g)].map(([, id]) => id));
    expect([...routes.map(operationOf), ...Object.keys(refusals)].filter((id) => !ids.has(id))).toEqual([]);
  });

  it('holds no script and nothing from elsewhere', () => {
    expect(page).not.toMatch(/<script|<img|<link|src=|url\(|https?:/i);
    expect([...page.matchAll(/href="([^"]*)"/g)].map(([, address]) => address)).toEqual([
      '/openapi.json',
      '/asyncapi.json',
    ]);
  });
});
