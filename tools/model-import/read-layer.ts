import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { promisify } from 'node:util';
import { open, type Entry, type ZipFile } from 'yauzl';

const require = createRequire(import.meta.url);
const PACKAGE = '@aws-cdk/asset-awscli-v1';

/** The npm package that carries the AWS CLI, and its pinned version. */
export function sourcePackage(): { readonly name: string; readonly version: string } {
  const manifest = JSON.parse(readFileSync(require.resolve(`${PACKAGE}/package.json`), 'utf8')) as {
    version: string;
  };
  return { name: PACKAGE, version: manifest.version };
}

/**
 * Reads botocore's descriptions of services out of the AWS CLI's layer.
 *
 * @param sources folders below `botocore/data`, for example `iam/2010-05-08`
 * @returns each `service-2.json`, parsed, under its folder's name
 */
export async function readServiceDescriptions(
  sources: readonly string[],
): Promise<ReadonlyMap<string, unknown>> {
  const wanted = new Map<string, string>();
  for (const source of sources) {
    wanted.set(`awscli/awscli/botocore/data/${source}/service-2.json`, source);
    wanted.set(`awscli/awscli/botocore/data/${source}/service-2.json.gz`, source);
  }
  const found = await readJson(wanted);
  const missing = sources.filter((source) => !found.has(source));
  if (missing.length > 0) throw new Error(`the layer holds no description of \`${missing.join('`, `')}\``);
  return found;
}

/** AWS's partitions as botocore knows them: each one's Regions by its name, both in botocore's order. */
export async function readPartitions(): Promise<Readonly<Record<string, readonly string[]>>> {
  const file = 'awscli/awscli/botocore/data/partitions.json';
  const { partitions } = (await readJson(new Map([[file, file]]))).get(file) as {
    readonly partitions: readonly {
      readonly id: string;
      readonly regions: Readonly<Record<string, unknown>>;
    }[];
  };
  return Object.fromEntries(
    partitions.map(({ id, regions }) => [
      id,
      Object.keys(regions).filter((name) => !name.endsWith('-global')),
    ]),
  );
}

/** @param wanted names of files in the layer, each with the name to return it under */
async function readJson(wanted: ReadonlyMap<string, string>): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  const layer = join(dirname(require.resolve(`${PACKAGE}/package.json`)), 'lib', 'layer.zip');
  await eachEntry(layer, async (zip, entry) => {
    const name = wanted.get(entry.fileName);
    if (name === undefined) return;
    const bytes = await readEntry(zip, entry);
    const text = entry.fileName.endsWith('.gz') ? gunzipSync(bytes) : bytes;
    found.set(name, JSON.parse(text.toString('utf8')));
  });
  return found;
}

async function eachEntry(file: string, visit: (zip: ZipFile, entry: Entry) => Promise<void>): Promise<void> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    open(file, { lazyEntries: true, autoClose: true }, (error, opened) => {
      if (error) reject(error);
      else resolve(opened);
    });
  });
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', resolve);
    zip.on('entry', (entry: Entry) => {
      visit(zip, entry).then(() => zip.readEntry(), reject);
    });
    zip.readEntry();
  });
}

async function readEntry(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const stream = await promisify(zip.openReadStream.bind(zip))(entry);
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
