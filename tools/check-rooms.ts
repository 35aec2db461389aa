/**
 * Holds the rooms of `src/` to their direction: who may import whom is stated here, once: whole rooms, or
 * with a slash folders and files in one. A room may always import itself; services never import each other.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const src = fileURLToPath(new URL('../src/', import.meta.url));

const GROUND = ['kernel', 'model', 'protocol', 'credentials', 'policy', 'store'];

const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  policy: [],
  model: ['kernel'],
  protocol: ['kernel', 'model'],
  credentials: ['kernel'],
  store: ['kernel'],
  operation: GROUND,
  services: [...GROUND, 'operation'],
  imds: [...GROUND, 'operation'],
  instances: [...GROUND, 'operation'],
  functions: [...GROUND, 'operation', 'instances'],
  gateway: [...GROUND, 'operation', 'imds', 'instances'],
  // Of services it reads what is pure: the language of templates, AWS's schemas and policies.
  lint: [
    ...['kernel', 'model', 'policy'],
    ...['services/cloudformation/template/', 'services/cloudformation/schemas/'],
    'services/iam/managed-policies/aws-managed-policies.ts',
    'services/lambda/reserved-variables.ts',
    'services/s3/buckets/bucket-name.ts',
  ],
  main: [...GROUND, 'operation', 'services'],
  'main.ts': [...GROUND, 'operation', 'services', 'imds', 'instances', 'functions', 'gateway', 'main'],
  cli: ['kernel', 'credentials', 'imds', 'instances', 'functions', 'lint', 'main', 'main.ts'],
};

/**
 * A room inside the policy room: the engine is held to it, so it shares nothing with the engine but a
 * request's types, and only tests know it.
 */
const REFERENCE = 'policy/reference/';

/**
 * The console's rooms; it speaks to the server by AWS's APIs alone, so nothing of `src/` is imported but types of what
 * the control routes answer, each stated here.
 */
const CONSOLE_MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  language: [],
  aws: [],
  session: ['language', 'aws', 'parts'],
  parts: ['language', 'aws', 'session'],
  pages: ['language', 'aws', 'session', 'parts', 'app/console-page.ts'],
  app: ['language', 'aws', 'session', 'parts', 'pages'],
  'main.tsx': ['app', 'parts'],
};

const CONSOLE_MAY_IMPORT_TYPES_OF: ReadonlySet<string> = new Set(['src/kernel/told-request.ts']);

/** `import … from 'x'`, `export … from 'x'`, `import 'x'` and `import('x')`. */
const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g;

const complaints: string[] = [];

for (const file of readdirSync(src, { recursive: true, encoding: 'utf8' })) {
  if (!file.endsWith('.ts') || file.endsWith('.test.ts') || file.endsWith('.contract.ts')) continue;
  const from = place(file);
  const allowed = MAY_IMPORT[from.room];
  if (allowed === undefined) {
    complaints.push(`src/${file}: \`${from.room}\` is no room; name it in tools/check-rooms.ts`);
    continue;
  }
  for (const [, target] of readFileSync(path.join(src, file), 'utf8').matchAll(IMPORT)) {
    // The package's own description stands outside: it says the version.
    if (target === undefined || !target.startsWith('.') || target === '../../package.json') continue;
    const targetFile = path.posix.normalize(path.posix.join(path.posix.dirname(file), target));
    // The package's own description, for its version.
    if (targetFile === '../package.json') continue;
    const to = place(targetFile);
    if (
      file.startsWith(REFERENCE) &&
      !targetFile.startsWith(REFERENCE) &&
      targetFile !== 'policy/request.ts'
    ) {
      complaints.push(`src/${file}: the reference shares nothing with the engine: \`${target}\``);
    }
    if (targetFile.startsWith(REFERENCE) && !file.startsWith(REFERENCE) && !file.includes('/testing/')) {
      complaints.push(`src/${file}: the reference is for tests: \`${target}\``);
    }
    if (to.room === from.room) {
      if (to.room === 'services' && to.service !== from.service) {
        complaints.push(`src/${file}: services do not import each other: \`${target}\``);
      }
    } else if (!allowed.some((may) => may === to.room || (may.includes('/') && targetFile.startsWith(may)))) {
      complaints.push(`src/${file}: \`${from.room}\` may not import \`${to.room}\`: \`${target}\``);
    }
  }
}

function place(file: string): { room: string; service: string | undefined } {
  const [room = '', service] = file.split('/');
  return { room, service };
}

const consoleSources = fileURLToPath(new URL('../console/src/', import.meta.url));

for (const file of readdirSync(consoleSources, { recursive: true, encoding: 'utf8' })) {
  if (!/\.tsx?$/.test(file)) continue;
  const { room, service: page } = place(file);
  const allowed = CONSOLE_MAY_IMPORT[room];
  if (allowed === undefined) {
    complaints.push(`console/src/${file}: \`${room}\` is no room; name it in tools/check-rooms.ts`);
    continue;
  }
  const text = readFileSync(path.join(consoleSources, file), 'utf8');
  for (const [, target] of text.matchAll(IMPORT)) {
    if (target === undefined || !target.startsWith('.')) continue;
    const ofServer = path.posix.normalize(path.posix.join('console/src', path.posix.dirname(file), target));
    if (CONSOLE_MAY_IMPORT_TYPES_OF.has(ofServer)) {
      if (!new RegExp(`import type \\{[^}]*\\} from '${target}'`).test(text))
        complaints.push(`console/src/${file}: of the server only types may be imported: \`${target}\``);
      continue;
    }
    const targetFile = path.posix.normalize(path.posix.join(path.posix.dirname(file), target));
    const to = place(targetFile);
    const isOwn = to.room === room && (room !== 'pages' || to.service === page);
    if (!isOwn && !allowed.includes(to.room) && !allowed.includes(targetFile)) {
      complaints.push(`console/src/${file}: \`${room}\` may not import \`${target}\``);
    }
    if (to.room === 'pages' && to.service !== page && room === 'pages') {
      complaints.push(`console/src/${file}: pages do not import each other, they link by parts/paths.ts`);
    }
  }
}

for (const complaint of complaints) console.error(complaint);
process.exit(complaints.length === 0 ? 0 : 1);
