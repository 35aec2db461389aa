import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));

interface PolicyPackage {
  readonly bundlePolicy: (folder: string) => Promise<void>;
  readonly declarePolicy: (folder: string) => void;
}

/** What the page says: each example, and the lines it says are printed. */
const examples = [
  ...readFileSync(path.join(root, 'src/policy/README.md'), 'utf8').matchAll(/```ts\n(.*?)```/gs),
].map(([, code = '']) => ({
  code,
  prints: [...code.matchAll(/(?:console\.log\(.*\); |^ +)\/\/ (.*)$/gm)].map(([, line]) => line),
}));

/** A project that has `utsuwa` installed and nothing else. */
let consumer: string;

/** Packs the policy room, and no other, as `npm pack` does, and installs it into a project. */
beforeAll(async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'utsuwa-package-'));
  consumer = path.join(folder, 'consumer');
  const staged = path.join(folder, 'staged');
  const installed = path.join(consumer, 'node_modules/utsuwa');
  mkdirSync(staged);
  mkdirSync(installed, { recursive: true });
  copyFileSync(path.join(root, 'package.json'), path.join(staged, 'package.json'));
  const built = path.join(staged, 'dist/policy');
  const { bundlePolicy, declarePolicy } = (await import(
    new URL('../tools/policy-package.mjs', import.meta.url).href
  )) as PolicyPackage;
  await bundlePolicy(built);
  declarePolicy(built);
  const archive = execFileSync('npm', ['pack', '--silent', '--ignore-scripts'], {
    cwd: staged,
    encoding: 'utf8',
  });
  execFileSync('tar', ['-xzf', path.join(staged, archive.trim()), '-C', installed, '--strip-components=1']);
  writeFileSync(path.join(consumer, 'package.json'), '{"type":"module"}');
});

afterAll(() => {
  rmSync(path.dirname(consumer), { recursive: true, force: true });
});

function node(file: string): string {
  return execFileSync(process.execPath, [file], { cwd: consumer, encoding: 'utf8' });
}

/** What the compiler says of a project's files. */
function compile(...files: string[]): string {
  const options = [
    '--noEmit',
    '--strict',
    '--target',
    'es2022',
    '--lib',
    'es2022,dom',
    '--module',
    'nodenext',
  ];
  try {
    return execFileSync(
      process.execPath,
      [path.join(root, 'node_modules/typescript/bin/tsc'), ...options, '--types', '', ...files],
      {
        cwd: consumer,
        encoding: 'utf8',
      },
    );
  } catch (error) {
    return String((error as { readonly stdout?: unknown }).stdout);
  }
}

describe('utsuwa/policy', () => {
  it('is one module that imports nothing', () => {
    const built = path.join(consumer, 'node_modules/utsuwa/dist/policy');
    expect(readdirSync(built).filter((name) => name.endsWith('.js'))).toEqual(['index.js']);
    expect(readFileSync(path.join(built, 'index.js'), 'utf8')).not.toMatch(
      /^import\b|\bimport\(|\brequire\(/m,
    );
  });

  it('decides in a plain Node script', () => {
    const script = `
      import { compilePolicy, decide, requestContext } from 'utsuwa/policy';
      const policy = compilePolicy('{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}');
      const request = { principal: { kind: 'user', accountId: '1', arn: 'a', id: 'i' }, resource: '*', resourceAccount: '1', context: requestContext({}) };
      for (const action of ['s3:GetObject', 'ec2:RunInstances']) console.log(decide({ ...request, action }, { identity: [policy] }).kind);
    `;
    writeFileSync(path.join(consumer, 'plain.mjs'), script);
    expect(node('plain.mjs')).toBe('allowed\nimplicit-deny\n');
  });

  it('does all that its page says', async () => {
    expect(examples.length).toBeGreaterThan(4);
    for (const [at, { code, prints }] of examples.entries()) {
      const { code: script } = await transform(code, { loader: 'ts' });
      writeFileSync(path.join(consumer, `example-${at}.mjs`), script);
      expect(node(`example-${at}.mjs`).trimEnd().split('\n')).toEqual(prints);
    }
  });

  it('has every function that its page names', async () => {
    const page = readFileSync(path.join(root, 'src/policy/README.md'), 'utf8');
    const table = page.slice(page.indexOf('## All of it'));
    const named = [...table.matchAll(/`(\w+)\(/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(10);
    writeFileSync(
      path.join(consumer, 'names.mjs'),
      "import * as all from 'utsuwa/policy';\nconsole.log(Object.keys(all).join());\n",
    );
    expect(node('names.mjs').trim().split(',')).toEqual(expect.arrayContaining(named));
  });

  it('has types: the page compiles, a wrong use does not', () => {
    for (const [at, { code }] of examples.entries()) {
      writeFileSync(path.join(consumer, `example-${at}.ts`), code);
    }
    writeFileSync(
      path.join(consumer, 'wrong.ts'),
      "import { decide, type Decision } from 'utsuwa/policy';\nexport const decision: Decision = decide({ action: 1 }, {});\n",
    );
    const errors = compile(...examples.map((_, at) => `example-${at}.ts`), 'wrong.ts').match(/^\S+\(.*/gm);
    expect(errors).toEqual([expect.stringMatching(/^wrong\.ts\(2,\d+\): error TS2\d+/)]);
  });
});
